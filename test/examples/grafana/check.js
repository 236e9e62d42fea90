// node check.js: prints where dashboard.json is no dashboard as dashboard.ts has it
const fs = require('fs');
const Ajv = require('ajv');
const { createGenerator } = require('ts-json-schema-generator');

const schema = createGenerator({ path: 'dashboard.ts', type: 'Example', expose: 'none', skipTypeCheck: true }).createSchema('Example');
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
const text = fs.readFileSync('dashboard.json', 'utf8');

if (!validate(JSON.parse(text))) {
	for (const error of validate.errors) console.log(error.instancePath, error.message);
	process.exit(1);
}
// that it would be noticed
for (const part of ['"line"', '"percent"', '"stat"', '"overrides"', '"fillOpacity"', '"time_series"', '"textbox"'])
	if (validate(JSON.parse(text.replaceAll(part, part.slice(0, -1) + 's"'))))
		throw new Error(`${part} is not checked`);
