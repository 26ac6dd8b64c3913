package openapi

// completeOperations writes into every operation of a Swagger 2.0 document what
// the standard lets it leave out and kin-openapi would read differently:
// the media types it inherits, the default list format, that a download is a
// file, and the examples of parameters, which have no place in 2.0.
func completeOperations(source object) {
	for op := range operations(source) {
		inherit(source, op, "produces")
		completeDownload(op)
		params := children(op, "parameters")
		for _, param := range params {
			completeParameter(param)
		}
		if hasBody(params) {
			inherit(source, op, "consumes")
		}
	}
}

// inherit gives the operation the media types of the document, or JSON when
// neither names any.
func inherit(source, op object, field string) {
	if list, _ := op[field].([]any); len(list) > 0 {
		return
	}
	if list, _ := source[field].([]any); len(list) > 0 {
		op[field] = list
		return
	}
	op[field] = []any{mediaJSON}
}

// hasBody reports whether the request carries a document. A form is not one:
// swag always names its media type.
func hasBody(params []object) bool {
	for _, param := range params {
		if param["in"] == "body" {
			return true
		}
	}
	return false
}

// completeParameter makes the comma-separated list, the default of Swagger 2.0
// and not of OpenAPI 3, explicit and keeps an example over the conversion, which
// drops every field that the standard does not know.
func completeParameter(param object) {
	if param["in"] == "query" && param["type"] == "array" && param["collectionFormat"] == nil {
		param["collectionFormat"] = "csv"
	}
	move(param, "example", param, "x-example")
}

// completeDownload makes the answer of an operation that produces something, but
// no JSON, a file when nothing else is said about it.
func completeDownload(op object) {
	if !producesFilesOnly(op) {
		return
	}
	for _, status := range []string{"200", "206"} {
		response := child(child(op, "responses"), status)
		if response != nil && response["schema"] == nil {
			response["schema"] = object{"type": "file"}
		}
	}
}

// producesFilesOnly reports whether no success of the operation can be JSON.
// Problems are not counted: they are answers of every operation.
func producesFilesOnly(op object) bool {
	files := 0
	produces, _ := op["produces"].([]any)
	for _, media := range produces {
		switch media, _ := media.(string); {
		case media == mediaProblem:
		case isJSON(media):
			return false
		default:
			files++
		}
	}
	return files > 0
}
