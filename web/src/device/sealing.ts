/** What is sealed as JSON. */
import type { Use, Vault } from "./keys";

export async function sealJson(
  vault: Vault,
  use: Use,
  place: string,
  value: unknown,
): Promise<Uint8Array<ArrayBuffer>> {
  return vault.seal(use, place, new TextEncoder().encode(JSON.stringify(value)));
}

/** Nothing, where there is nothing or it does not open. */
export async function openJson<T>(
  vault: Vault,
  use: Use,
  place: string,
  sealed: Uint8Array<ArrayBuffer> | undefined,
): Promise<T | undefined> {
  const plain = sealed && (await vault.open(use, place, sealed));
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as T);
}
