package openapi

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// object is a JSON object of the document being edited.
type object = map[string]any

// methods are the fields of a path item that hold an operation.
var methods = []string{"delete", "get", "head", "options", "patch", "post", "put", "trace"}

// child returns the object in the field, or nil when there is none. Reading and
// ranging over nil is safe, so callers need no check.
func child(o object, field string) object {
	c, _ := o[field].(object)
	return c
}

// children returns the objects in the array in the field and skips all else.
func children(o object, field string) []object {
	list, _ := o[field].([]any)
	return objects(list)
}

// operations yields every operation in the order of paths and methods. It reads
// documents of all versions.
func operations(doc object) iter.Seq[object] {
	return func(yield func(object) bool) {
		paths := child(doc, "paths")
		for _, path := range slices.Sorted(maps.Keys(paths)) {
			item := child(paths, path)
			for _, method := range methods {
				if op := child(item, method); op != nil && !yield(op) {
					return
				}
			}
		}
	}
}

// walkSchemas calls visit for every schema of an OpenAPI 3 document, inner
// schemas before the one that holds them, so that visit may replace the content
// of what it gets. The name is that of a component, and empty for a schema that
// has none.
func walkSchemas(doc object, visit func(name string, schema object)) {
	components := child(doc, "components")
	schemas := child(components, "schemas")
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		walkSchema(name, schemas[name], visit)
	}
	walkHolders(doc["paths"], visit)
	for _, section := range []string{"parameters", "headers", "requestBodies", "responses"} {
		walkHolders(components[section], visit)
	}
}

// walkHolders descends through paths, operations, parameters, answers and media
// types to the field "schema". Examples and extensions are data, not
// description, and are left alone.
func walkHolders(node any, visit func(name string, schema object)) {
	switch node := node.(type) {
	case []any:
		for _, e := range node {
			walkHolders(e, visit)
		}
	case object:
		for field, value := range node {
			switch {
			case field == "schema":
				walkSchema("", value, visit)
			case field == "example", field == "examples", strings.HasPrefix(field, "x-"):
			default:
				walkHolders(value, visit)
			}
		}
	}
}

// walkSchema visits the schemas inside node and then node itself.
func walkSchema(name string, node any, visit func(name string, schema object)) {
	schema, ok := node.(object)
	if !ok {
		return // additionalProperties may be a boolean
	}
	for _, field := range []string{"items", "additionalProperties", "not"} {
		walkSchema("", schema[field], visit)
	}
	for _, field := range []string{"allOf", "anyOf", "oneOf"} {
		for _, s := range children(schema, field) {
			walkSchema("", s, visit)
		}
	}
	for _, property := range child(schema, "properties") {
		walkSchema("", property, visit)
	}
	visit(name, schema)
}

// objects returns the elements that are objects.
func objects(list []any) []object {
	var found []object
	for _, e := range list {
		if o, ok := e.(object); ok {
			found = append(found, o)
		}
	}
	return found
}

// move takes a field from one object to another under a new name. A field that
// is absent is not created.
func move(from object, field string, to object, as string) {
	if value, ok := from[field]; ok {
		delete(from, field)
		to[as] = value
	}
}
