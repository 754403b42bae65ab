/** The portal's own catalogues: journeys look for what people read, and a new wording breaks none of them. */

import { readdirSync, readFileSync } from 'node:fs';

export const LANGUAGES = ['en', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];
type Catalogue = { [key: string]: string | Catalogue };

const LOCALES = new URL('../../app/locales/', import.meta.url);
const CATALOGUES: Record<Language, Catalogue> = { en: read('en'), nl: read('nl') };

function read(language: Language): Catalogue {
  const folder = new URL(`${language}/`, LOCALES);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const parse = (name: string): Catalogue => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Catalogue;
  return Object.fromEntries(files.map((name) => [name.replace('.json', ''), parse(name)]));
}

/** The text under `key`, such as `filing.contact.title`, with its places filled in. */
export function text(language: Language, key: string, values: Record<string, string | number> = {}): string {
  const raw = lookUp(language, key);
  const filled = raw.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${key} needs a value for ${name}: ${raw}`);
    return String(value);
  });
  return plain(filled);
}

/** The text under `key` as a pattern that takes anything in its places. */
export function pattern(language: Language, key: string): RegExp {
  const parts = plain(lookUp(language, key)).split(/\{\{\s*\w+\s*\}\}/);
  return new RegExp(parts.map(escaped).join('.+'));
}

/** A text as a part of a pattern. */
export function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function lookUp(language: Language, key: string): string {
  let found: string | Catalogue | undefined = CATALOGUES[language];
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  if (typeof found !== 'string') throw new Error(`there is no text ${key} in app/locales/${language}`);
  return found;
}

/** Without markup, as people see it. */
function plain(marked: string): string {
  return marked.replace(/<\/?\w+\/?>/g, '');
}
