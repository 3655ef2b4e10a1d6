// Judges the files of an app for Teams by Microsoft's own schemas: node peer.mjs FOLDER. One line: {"manifest":[errors],"strings":[errors]}.
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const manifest = read(folder, 'manifest.json');
const schemas = join('node_modules/@microsoft/app-manifest/build/json-schemas/teams', `v${manifest.manifestVersion}`);

function errors(schema, content) {
  // Microsoft's patterns are not written for Unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(read(schemas, schema));
  return validate(content) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
}

console.log(JSON.stringify({
  manifest: errors('MicrosoftTeams.schema.json', manifest),
  strings: manifest.localizationInfo.additionalLanguages.flatMap(language => errors('MicrosoftTeams.Localization.schema.json', read(folder, language.file))),
}));
