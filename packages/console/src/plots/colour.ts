/** A colour of the theme, such as `--color-print`, as a canvas takes it, which knows no `light-dark()`. */
export function colour(name: `--color-${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = getComputedStyle(document.documentElement).getPropertyValue(name);
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
