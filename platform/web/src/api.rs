//! The description of the machine's doors (OpenAPI 3.1), said where a route is declared.

use serde_json::{Map, Value, json};

const JSON: &str = "application/json";

/// What a route of the API says of itself.
#[derive(Clone, Debug)]
pub struct Spec {
    summary: &'static str,
    parameters: Vec<Value>,
    request: Option<Value>,
    status: u16,
    response: Value,
    others: Vec<(&'static str, Value)>,
}

impl Spec {
    /// A route in one sentence, and the JSON schema of its answer.
    pub fn new(summary: &'static str, response: Value) -> Self {
        Self { summary, parameters: Vec::new(), request: None, status: 200, response, others: Vec::new() }
    }

    /// With a parameter of the query: any text.
    #[must_use]
    pub fn query(self, name: &'static str, what: &'static str) -> Self {
        self.parameter(name, what, false, json!({"type": "string"}))
    }

    /// With a parameter that has to be given.
    #[must_use]
    pub fn needs(self, name: &'static str, what: &'static str) -> Self {
        self.parameter(name, what, true, json!({"type": "string", "minLength": 1}))
    }

    /// With a parameter that is one of these words.
    #[must_use]
    pub fn one_of(self, name: &'static str, what: &'static str, words: &[&str]) -> Self {
        self.parameter(name, what, false, json!({"enum": words}))
    }

    /// With a parameter of a form that JSON Schema has a word for: `uuid`, `date`.
    #[must_use]
    pub fn formed(self, name: &'static str, what: &'static str, format: &str) -> Self {
        self.parameter(name, what, false, json!({"type": "string", "format": format}))
    }

    fn parameter(mut self, name: &'static str, what: &'static str, required: bool, schema: Value) -> Self {
        self.parameters.push(json!({
            "name": name, "in": "query", "required": required, "description": what, "schema": schema
        }));
        self
    }

    /// With a JSON body of this schema.
    #[must_use]
    pub fn takes(mut self, schema: Value) -> Self {
        self.request = Some(json!({"required": true, "content": {"application/json": {"schema": schema}}}));
        self
    }

    /// With a body that is a file of one of these media types, or a form that carries files in the field `file`.
    #[must_use]
    pub fn takes_files(mut self, media: &[&str]) -> Self {
        let file = |media: &&str| ((*media).to_owned(), json!({}));
        let mut content: Map<String, Value> = media.iter().map(file).collect();
        let files =
            json!({"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}});
        let form = json!({"schema": {"type": "object", "required": ["file"], "properties": {"file": files}}});
        content.insert("multipart/form-data".into(), form);
        self.request = Some(json!({"required": true, "content": content}));
        self
    }

    /// Answered with this status instead of 200.
    #[must_use]
    pub fn answers(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Or, when a parameter asks for it, with this media type; the schema of what is no JSON is `{}`.
    #[must_use]
    pub fn or(mut self, media: &'static str, schema: Value) -> Self {
        self.others.push((media, schema));
        self
    }

    /// What it answers with, by media type.
    fn content(&self) -> Map<String, Value> {
        let (also, others): (Vec<_>, Vec<_>) = self.others.iter().partition(|(media, _)| *media == JSON);
        let mut content: Map<String, Value> =
            others.into_iter().map(|(media, schema)| ((*media).to_owned(), json!({"schema": schema}))).collect();
        let mut answers: Vec<&Value> = also.into_iter().map(|(_, schema)| schema).collect();
        let schema = if answers.is_empty() {
            self.response.clone()
        } else {
            answers.insert(0, &self.response);
            json!({"oneOf": answers})
        };
        content.insert(JSON.into(), json!({"schema": schema}));
        content
    }

    fn operation(&self, method: &str, path: &str, id: String) -> Value {
        let mut parameters = self.parameters.clone();
        if method == "POST" {
            parameters.push(json!({
                "name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "minLength": 1, "maxLength": 255},
                "description": "A name for this request: sent again, for two days, it is answered as the first time and changes nothing. \
                    With another path, query or body it is refused with 422"
            }));
        }
        for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            let schema =
                if name == "uuid" { json!({"type": "string", "format": "uuid"}) } else { json!({"type": "string"}) };
            parameters.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
        }
        let mut operation = json!({
            "operationId": id,
            "summary": self.summary,
            "parameters": parameters,
            "responses": {
                self.status.to_string(): {"description": "Done", "content": self.content()},
                "default": {"description": "Refused", "content": {"application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"}}}}
            }
        });
        if let Some(request) = &self.request {
            operation["requestBody"] = request.clone();
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
                    "detail": {"type": "string"}, "reference": {"type": "string"},
                    "errors": {"type": "array", "description": "What is wrong with which field; without a name it is the whole", "items": {
                        "type": "object", "required": ["field", "detail"],
                        "properties": {"field": {"type": "string"}, "detail": {"type": "string"}}
                    }}
                }
            }}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(method: &str, path: &str, spec: &Spec) -> Value {
        document(std::iter::once((method, path, spec)), "1")["paths"][path][method.to_lowercase()].take()
    }

    #[test]
    fn an_answer_is_described_by_its_status_and_everything_that_it_may_be() {
        let page = json!({"type": "object", "required": ["items"]});
        let spec = Spec::new("Gives a list", page.clone())
            .needs("value", "what")
            .or(JSON, json!({"required": ["response"]}))
            .or("text/csv", json!({}));
        let got = operation("GET", "/api/v1/things/{uuid}", &spec);
        assert_eq!(got["parameters"][0]["required"], true);
        assert_eq!(got["parameters"][1]["schema"]["format"], "uuid");
        let content = &got["responses"]["200"]["content"];
        assert_eq!(content[JSON]["schema"]["oneOf"], json!([page, {"required": ["response"]}]));
        assert_eq!(content["text/csv"]["schema"], json!({}));

        let spec = Spec::new("Takes a file", json!({})).takes_files(&["text/plain"]).answers(202);
        let put = operation("POST", "/api/v1/things", &spec);
        assert!(put["responses"]["200"].is_null() && put["responses"]["202"]["content"][JSON].is_object());
        let takes: Vec<&String> = put["requestBody"]["content"].as_object().into_iter().flat_map(Map::keys).collect();
        assert_eq!(takes, ["multipart/form-data", "text/plain"]);
    }
}
