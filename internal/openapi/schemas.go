package openapi

import (
	"slices"
	"strings"
)

// editSchemas brings every schema into its published form. Names of enums are
// found first, because an edit for one version would hide them.
func editSchemas(doc object, version string) {
	enums := namedEnums(doc)
	types := namedTypes(doc)
	walkSchemas(doc, func(name string, schema object) {
		delete(schema, "x-formData-name")
		move(schema, "x-pattern", schema, "pattern")
		move(schema, "x-nullable", schema, "nullable")
		if name == "" {
			enums.refer(schema)
		}
		if version == version30 {
			editSchema30(schema, types)
		} else {
			editSchema31(schema)
		}
	})
}

// namedTypes returns the type of every component schema by its reference.
func namedTypes(doc object) map[string]string {
	schemas := child(child(doc, "components"), "schemas")
	types := make(map[string]string, len(schemas))
	for name := range schemas {
		kind, _ := child(schemas, name)["type"].(string)
		types[schemaRef+name] = kind
	}
	return types
}

// editSchema30 finishes a schema for OpenAPI 3.0, in which a reference has no
// siblings and "nullable" counts only beside a type.
func editSchema30(schema object, types map[string]string) {
	if ref, ok := onlyRef(schema); ok && len(schema) == 1 {
		delete(schema, "allOf")
		schema["$ref"] = ref
		return
	}
	nullable, _ := schema["nullable"].(bool)
	if !nullable {
		delete(schema, "nullable")
		return
	}
	if schema["type"] == nil {
		ref, _ := onlyRef(schema)
		switch {
		case types[ref] != "":
			schema["type"] = types[ref]
		case schema["allOf"] != nil:
			schema["type"] = "object"
		default:
			delete(schema, "nullable") // without a type it admits null already
		}
	}
	admitNullInEnum(schema)
}

// editSchema31 finishes a schema for OpenAPI 3.1, whose schemas are JSON Schema
// 2020-12: null is a type, a reference may have siblings, examples are a list
// and an exclusive bound is a number.
func editSchema31(schema object) {
	nullable, _ := schema["nullable"].(bool)
	delete(schema, "nullable")
	if nullable {
		admitNull31(schema)
	}
	if ref, ok := onlyRef(schema); ok {
		delete(schema, "allOf")
		schema["$ref"] = ref
	}
	if example, ok := schema["example"]; ok {
		delete(schema, "example")
		schema["examples"] = []any{example}
	}
	exclude31(schema, "minimum", "exclusiveMinimum")
	exclude31(schema, "maximum", "exclusiveMaximum")
}

// admitNull31 lets the schema take null. A reference is put beside the null
// type, because its own type is not to be changed.
func admitNull31(schema object) {
	null := object{"type": "null"}
	if ref, ok := onlyRef(schema); ok {
		delete(schema, "allOf")
		schema["anyOf"] = []any{object{"$ref": ref}, null}
		return
	}
	if parts, ok := schema["allOf"]; ok {
		whole := object{"allOf": parts}
		for _, field := range []string{"type", "properties", "required"} {
			move(schema, field, whole, field)
		}
		delete(schema, "allOf")
		schema["anyOf"] = []any{whole, null}
		return
	}
	if kind, ok := schema["type"].(string); ok {
		schema["type"] = []any{kind, "null"}
	}
	admitNullInEnum(schema)
}

// admitNullInEnum adds null to the values of a nullable enum; a type alone does
// not admit what the list leaves out. The names of the values are dropped: they
// would be one too few.
func admitNullInEnum(schema object) {
	values, ok := schema["enum"].([]any)
	if !ok || slices.Contains(values, nil) {
		return
	}
	schema["enum"] = append(slices.Clone(values), nil)
	for field := range schema {
		if strings.HasPrefix(field, "x-enum-") {
			delete(schema, field)
		}
	}
}

// exclude31 turns "minimum: 0, exclusiveMinimum: true" into "exclusiveMinimum: 0".
func exclude31(schema object, bound, flag string) {
	exclusive, isFlag := schema[flag].(bool)
	if !isFlag {
		return
	}
	delete(schema, flag)
	if exclusive {
		move(schema, bound, schema, flag)
	}
}

// onlyRef returns the target of an allOf that holds one reference and nothing
// else, swag's way to give a reference a description.
func onlyRef(schema object) (string, bool) {
	parts, _ := schema["allOf"].([]any)
	if len(parts) != 1 {
		return "", false
	}
	part, _ := parts[0].(object)
	ref, ok := part["$ref"].(string)
	return ref, ok && len(part) == 1
}
