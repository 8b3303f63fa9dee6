/** What of a chosen CSV the page reads by itself: how many rows it has, and which photographs rows name. */

/** What is larger is not read here. */
const MOST_BYTES = 64 * 1024 * 1024;
const NAMES = ["photo", "photoname", "photofile", "photofilename", "photograph"];

const isText = (file: File): boolean => /\.(csv|txt)$/i.test(file.name) && file.size <= MOST_BYTES;

/** The rows of a CSV, each with its cells; `take` answers false when it has seen enough. */
function rows(text: string, separator: string, take: (cells: string[], row: number) => boolean): void {
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let row = 1;
  const ended = (): boolean => {
    cells.push(cell);
    const more = take(cells, row++);
    cells = [];
    cell = "";
    return more;
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
      if (!ended()) return;
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
    return true;
  });
  return Math.max(0, count - 1);
}

/** Which photograph each of these rows of a CSV names. */
export async function photosOf(file: File, wanted: readonly number[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  if (!isText(file) || wanted.length === 0) return found;
  const text = await textOf(file);
  const numbers = new Set(wanted);
  const end = Math.max(...wanted);
  let column = -1;
  rows(text, separatorOf(text), (cells, row) => {
    if (row === 1) column = cells.findIndex((cell) => NAMES.includes(cell.toLowerCase().replace(/[^a-z]/g, "")));
    else if (numbers.has(row) && cells[column]?.trim()) found.set(row, (cells[column] as string).trim());
    return column >= 0 && row < end;
  });
  return found;
}
