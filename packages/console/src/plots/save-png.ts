import { saveFile } from '../save-file.ts';
import { colour } from './colour.ts';
import type { Line } from './time-plot.tsx';

interface Caption {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The name of the file. */
  readonly file: string;
}

const margin = 24;
const lineHeight = 26;

/** Saves a plot as a picture, with its title above and the names of its lines below, in the colours that are seen. */
export function savePng(plot: HTMLCanvasElement, { title, lines, file }: Caption): void {
  const scale = devicePixelRatio;
  const picture = document.createElement('canvas');
  picture.width = plot.width + 2 * margin * scale;
  picture.height = plot.height + (2 * margin + 2 * lineHeight) * scale;
  const draw = picture.getContext('2d');
  if (!draw) return;
  draw.fillStyle = colour('--color-card');
  draw.fillRect(0, 0, picture.width, picture.height);
  draw.drawImage(plot, margin * scale, (margin + lineHeight) * scale);
  draw.scale(scale, scale);
  const font = getComputedStyle(document.body).fontFamily;
  draw.fillStyle = colour('--color-ink');
  draw.font = `600 15px ${font}`;
  draw.fillText(title, margin, margin + 8);
  draw.font = `13px ${font}`;
  let left = margin;
  const base = picture.height / scale - margin;
  for (const { label, colour: name } of lines) {
    draw.fillStyle = colour(name);
    draw.fillRect(left, base - 9, 10, 10);
    draw.fillStyle = colour('--color-ink');
    draw.fillText(label, left + 16, base);
    left += 16 + draw.measureText(label).width + 20;
  }
  picture.toBlob((content) => content && saveFile(content, file), 'image/png');
}
