const forms = ['incident', 'maintenance'] as const;

/** Which form is open above the page. */
export type StatusForm = (typeof forms)[number];

export function readStatusView({ open }: Record<string, unknown>): {
  readonly open?: StatusForm | undefined;
} {
  const form = forms.find((each) => each === open);
  return form ? { open: form } : {};
}
