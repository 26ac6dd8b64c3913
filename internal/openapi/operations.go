package openapi

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

const (
	mediaJSON    = "application/json"
	mediaProblem = "application/problem+json"
)

// sessionCookie is the cookie of a signed-in browser. Swagger 2.0 knows only
// headers, so its name comes from here or from x-cookie-name.
const sessionCookie = "__Host-fwp_session"

// editOperations brings parameters, request bodies, answers and access of every
// operation into the form of OpenAPI 3.
func editOperations(doc object) {
	for op := range operations(doc) {
		for _, param := range children(op, "parameters") {
			editParameter(param)
		}
		if body := child(op, "requestBody"); body != nil {
			editRequestBody(body)
		}
		responses := child(op, "responses")
		for status := range responses {
			editResponse(status, child(responses, status))
		}
		_, stated := op["security"]
		if _, inherited := doc["security"]; !stated && !inherited {
			op["security"] = []any{}
		}
	}
}

// editParameter moves to the schema what swag can only write beside it, and
// makes x-example the example. A parameter is given or not, never null.
func editParameter(param object) {
	delete(param, "x-nullable")
	schema := child(param, "schema")
	if schema == nil {
		return
	}
	value := schema
	if items := child(schema, "items"); items != nil {
		value = items
	}
	for field := range maps.Clone(param) {
		if field == "x-pattern" || strings.HasPrefix(field, "x-enum-") {
			move(param, field, value, field)
		}
	}
	if example, ok := param["x-example"]; ok {
		delete(param, "x-example")
		param["example"] = typedExample(example, schema["type"])
	}
}

// typedExample reads the text of an annotation as a value of the type: swag
// writes every extension as a string. Text that is no such value is returned as
// it is, for the validation to refuse.
func typedExample(example, kind any) any {
	text, isText := example.(string)
	if !isText || kind == "string" {
		return example
	}
	if kind == "array" && !strings.HasPrefix(text, "[") {
		var list []any
		for _, element := range strings.Split(text, ",") {
			list = append(list, element)
		}
		return list
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		return example
	}
	return value
}

// editRequestBody drops what the conversion left behind and requires a form of
// which a field is required.
func editRequestBody(body object) {
	delete(body, "x-originalParamName")
	for _, media := range child(body, "content") {
		m, _ := media.(object)
		if required, _ := child(m, "schema")["required"].([]any); len(required) > 0 {
			body["required"] = true
		}
	}
}

// editResponse puts the document of an error under problem+json, whatever the
// operation says it produces, and takes that type from all other answers. One
// that had no other type is JSON.
func editResponse(status string, response object) {
	content := child(response, "content")
	if len(content) == 0 {
		return
	}
	if isError(status) {
		response["content"] = object{mediaProblem: content[representative(content)]}
		return
	}
	problem := content[mediaProblem]
	delete(content, mediaProblem)
	if len(content) == 0 {
		content[mediaJSON] = problem
	}
	for media := range content {
		editSuccess(media, child(content, media))
	}
}

// isError reports whether the status is of the answers that carry a problem.
func isError(status string) bool {
	return status == "default" || strings.HasPrefix(status, "4") || strings.HasPrefix(status, "5")
}

// representative picks the media type whose description stands for all: all
// have the same schema, but only one may have an example.
func representative(content object) string {
	if _, ok := content[mediaProblem]; ok {
		return mediaProblem
	}
	return slices.Min(slices.Collect(maps.Keys(content)))
}

// editSuccess makes a media type that is not JSON a file: the schema of the
// operation describes its JSON form. A plain string is text in both.
func editSuccess(media string, description object) {
	if isJSON(media) {
		return
	}
	if child(description, "schema")["type"] != "string" {
		description["schema"] = object{"type": "string", "format": "binary"}
	}
}

// isJSON reports whether documents of the media type are JSON.
func isJSON(media string) bool {
	return media == mediaJSON || strings.HasSuffix(media, "+json")
}

// editSecuritySchemes turns the two headers that Swagger 2.0 has to call API
// keys into what they are: a bearer token and a session cookie.
func editSecuritySchemes(doc object) {
	schemes := child(child(doc, "components"), "securitySchemes")
	for name := range schemes {
		scheme := child(schemes, name)
		if scheme["type"] != "apiKey" || scheme["in"] != "header" {
			continue
		}
		switch scheme["name"] {
		case "Authorization":
			delete(scheme, "in")
			delete(scheme, "name")
			scheme["type"], scheme["scheme"], scheme["bearerFormat"] = "http", "bearer", "fwp_…"
		case "Cookie":
			scheme["in"], scheme["name"] = "cookie", sessionCookie
			move(scheme, "x-cookie-name", scheme, "name")
		}
	}
}
