import { once } from 'node:events';
import PDFDocument from 'pdfkit';
import { latinOf } from './latin-letters.rules';
import type { DocumentPart, PlanDocument } from './plan-document.view';
import { DocumentLettersError } from './plan.errors';

const TEXT = { size: 13, gap: 6, line: 2 };
const SIZES = { H1: 26, H2: 18, H3: 15 } as const;

/** A document as a tagged PDF (A4, large letters) that a screen reader can read aloud. */
export async function pdfOf({ lang, title, intro, sections, foot }: PlanDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 56,
    lang,
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.5',
    info: { Title: title },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(pdf, 'end');
  const page = new Page(pdf);
  page.heading('H1', title);
  for (const line of intro) page.paragraph(line);
  for (const { heading, parts } of sections) {
    page.heading('H2', heading);
    for (const part of parts) drawn(part, page);
  }
  page.paragraph(foot);
  page.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawn(part: DocumentPart, page: Page): void {
  if (part.kind === 'text') page.paragraph(part.text);
  else if (part.kind === 'list') page.list(part.items);
  else {
    if (part.heading !== undefined) page.heading('H3', part.heading);
    for (const { label, text } of part.facts) page.fact(label, text);
  }
}

/** Text that flows over pages, each piece with its role in the structure. */
class Page {
  private readonly root: PDFKit.PDFStructureElement;

  constructor(private readonly pdf: PDFKit.PDFDocument) {
    this.root = pdf.struct('Document');
    pdf.addStructure(this.root);
  }

  heading(level: keyof typeof SIZES, text: string): void {
    const size = SIZES[level];
    // A heading does not stand alone at the end of a page.
    if (this.pdf.y + size * 4 > this.pdf.page.maxY()) this.pdf.addPage();
    this.add(level, () => {
      this.pdf
        .moveDown(level === 'H1' ? 0 : 0.5)
        .font('Helvetica-Bold')
        .fontSize(size)
        .text(shown(text), { paragraphGap: TEXT.gap, lineGap: TEXT.line });
    });
  }

  paragraph(text: string): void {
    this.add('P', () => {
      this.plain().text(shown(text), { paragraphGap: TEXT.gap, lineGap: TEXT.line });
    });
  }

  list(items: readonly string[]): void {
    const list = this.pdf.struct('L');
    this.root.add(list);
    for (const item of items) {
      const body = this.pdf.struct('LBody', {}, () => {
        this.plain().text(`•  ${shown(item)}`, { paragraphGap: TEXT.gap, lineGap: TEXT.line });
      });
      list.add(this.pdf.struct('LI', {}, [body]));
    }
    list.end();
  }

  fact(label: string, text: string): void {
    this.add('P', () => {
      this.pdf.font('Helvetica-Bold').fontSize(TEXT.size).text(shown(label));
      this.plain().text(shown(text), { paragraphGap: TEXT.gap, lineGap: TEXT.line });
    });
  }

  end(): void {
    this.root.end();
    this.pdf.end();
  }

  private plain(): PDFKit.PDFDocument {
    return this.pdf.font('Helvetica').fontSize(TEXT.size);
  }

  private add(role: string, draw: () => void): void {
    this.root.add(this.pdf.struct(role, {}, draw));
  }
}

function shown(text: string): string {
  const latin = latinOf(text);
  if (latin === undefined) throw new DocumentLettersError();
  return latin;
}
