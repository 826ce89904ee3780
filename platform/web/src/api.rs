//! The description of the machine's doors (OpenAPI 3.1), said where a route is declared.

use serde_json::{Map, Value, json};

/// What a route of the API says of itself.
#[derive(Clone, Debug)]
pub struct Spec {
    summary: &'static str,
    parameters: Vec<Value>,
    request: Option<Value>,
    response: Value,
}

impl Spec {
    /// A route in one sentence, and the JSON schema of its answer.
    pub fn new(summary: &'static str, response: Value) -> Self {
        Self { summary, parameters: Vec::new(), request: None, response }
    }

    /// With a parameter of the query.
    #[must_use]
    pub fn query(mut self, name: &'static str, what: &'static str) -> Self {
        self.parameters.push(json!({
            "name": name, "in": "query", "required": false, "description": what, "schema": {"type": "string"}
        }));
        self
    }

    /// With a JSON body of this schema.
    #[must_use]
    pub fn takes(mut self, schema: Value) -> Self {
        self.request = Some(schema);
        self
    }

    fn operation(&self, method: &str, path: &str, id: String) -> Value {
        let mut parameters = self.parameters.clone();
        if method == "POST" {
            parameters.push(json!({
                "name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 255},
                "description": "A name for this request: sent again, for two days, it is answered as the first time and changes nothing"
            }));
        }
        for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            parameters.push(json!({
                "name": name, "in": "path", "required": true, "schema": {"type": "string"}
            }));
        }
        let mut operation = json!({
            "operationId": id,
            "summary": self.summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "Done", "content": {"application/json": {"schema": self.response}}},
                "default": {"description": "Refused", "content": {"application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"}}}}
            }
        });
        if let Some(schema) = &self.request {
            operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
        }
        operation
    }
}

/// The whole document, from the routes that carry a [`Spec`]: `(method, path, spec)`.
pub fn document<'a>(routes: impl Iterator<Item = (&'a str, &'a str, &'a Spec)>, version: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for (method, path, spec) in routes {
        let id = format!("{}{}", method.to_lowercase(), path.replace(['/', '{', '}', '-'], "_"));
        let operations = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
        operations[method.to_lowercase()] = spec.operation(method, path, id);
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Belfry", "version": version, "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}},
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": {
                "type": "object",
                "required": ["title", "status"],
                "properties": {
                    "title": {"type": "string"}, "status": {"type": "integer"},
                    "detail": {"type": "string"}, "reference": {"type": "string"}
                }
            }}
        }
    })
}
