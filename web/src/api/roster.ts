/** What of a chosen CSV the page reads by itself: how many rows it has. */

/** What is larger is not read here. */
const MOST_BYTES = 64 * 1024 * 1024;

const isText = (file: File): boolean => /\.(csv|txt)$/i.test(file.name) && file.size <= MOST_BYTES;

/** The rows of a CSV, each with its cells. */
function rows(text: string, separator: string, take: (cells: string[]) => void): void {
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  const ended = (): void => {
    cells.push(cell);
    take(cells);
    cells = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === separator) {
      cells.push(cell);
      cell = "";
    } else if (letter === "\n") {
      ended();
    } else if (letter !== "\r") cell += letter;
  }
  if (cell || cells.length > 0) ended();
}

async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes);
}

function separatorOf(text: string): string {
  const head = text.slice(0, text.indexOf("\n") + 1 || undefined);
  const found = [",", ";", "\t", "|"].map((one) => [head.split(one).length, one] as const);
  return found.reduce((a, b) => (b[0] > a[0] ? b : a))[1];
}

/** How many rows of candidates a CSV has; nothing of what is not one. */
export async function rowsOf(file: File): Promise<number | undefined> {
  if (!isText(file)) return undefined;
  const text = await textOf(file);
  let count = 0;
  rows(text, separatorOf(text), (cells) => {
    if (cells.some((cell) => cell.trim())) count++;
  });
  return Math.max(0, count - 1);
}
