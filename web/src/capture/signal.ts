/**
 * What came of it, for whoever looks at the person and not at the screen: a sound of its own kind each, different in
 * pitch and in rhythm, and the same rhythm to feel. Nothing is loaded for it.
 */

export type Outcome = "good" | "again" | "wrong";

export interface Tone {
  hertz: number;
  /** When it begins, in milliseconds from the start. */
  at: number;
  milliseconds: number;
}

interface Pattern {
  tones: readonly Tone[];
  /** Milliseconds on, off, on …, as `navigator.vibrate` takes them. */
  vibration: readonly number[];
}

export const PATTERNS: Record<Outcome, Pattern> = {
  /** Two short, rising. */
  good: {
    tones: [
      { hertz: 1047, at: 0, milliseconds: 90 },
      { hertz: 1568, at: 100, milliseconds: 140 },
    ],
    vibration: [60],
  },
  /** Two alike, further apart. */
  again: {
    tones: [
      { hertz: 587, at: 0, milliseconds: 130 },
      { hertz: 587, at: 260, milliseconds: 130 },
    ],
    vibration: [120, 120, 120],
  },
  /** Three low ones, the last of them long. */
  wrong: {
    tones: [
      { hertz: 233, at: 0, milliseconds: 150 },
      { hertz: 233, at: 220, milliseconds: 150 },
      { hertz: 175, at: 440, milliseconds: 480 },
    ],
    vibration: [180, 70, 180, 70, 450],
  },
};

const LOUDNESS = 0.25;
/** A tone that starts at once clicks. */
const EDGE_SECONDS = 0.01;

let context: AudioContext | undefined;

/** Whether a sound would be heard now, as far as the browser knows. */
export const isAudible = (): boolean => context?.state === "running";

/**
 * Browsers let a page be heard only after somebody has touched it: this waits for the first touch or key, and for the
 * next one where the browser has put the sound to sleep.
 *
 * @returns What ends the waiting.
 */
export function unlock(target: EventTarget = document): () => void {
  const wake = (): void => {
    if (typeof AudioContext === "undefined") return;
    context ??= new AudioContext();
    if (context.state !== "running") void context.resume().catch(() => undefined);
  };
  const events = ["pointerdown", "keydown"];
  for (const event of events) target.addEventListener(event, wake, { capture: true, passive: true });
  return () => {
    for (const event of events) target.removeEventListener(event, wake, { capture: true });
  };
}

function sound({ hertz, at, milliseconds }: Tone, on: AudioContext): void {
  const [oscillator, gain] = [on.createOscillator(), on.createGain()];
  const start = on.currentTime + at / 1000;
  const end = start + milliseconds / 1000;
  oscillator.type = "triangle";
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + EDGE_SECONDS);
  gain.gain.setValueAtTime(LOUDNESS, end - EDGE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(on.destination);
  oscillator.start(start);
  oscillator.stop(end);
}

/** Lets the outcome be heard and felt. Whether it could be heard. */
export function signal(outcome: Outcome): boolean {
  const { tones, vibration } = PATTERNS[outcome];
  // Without a touch before, browsers refuse it; Firefox on a desk and Safari have none.
  navigator.vibrate?.([...vibration]);
  if (!context || !isAudible()) return false;
  for (const tone of tones) sound(tone, context);
  return true;
}
