module.exports = { schemaPath: 'model' };
