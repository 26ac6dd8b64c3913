package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// enumIndex finds the named enum that has given values. The key is made by
// enumKey; several names mean that the values do not tell which is meant.
type enumIndex map[string][]string

// namedEnums indexes the component schemas that are enums.
func namedEnums(doc object) enumIndex {
	index := enumIndex{}
	schemas := child(child(doc, "components"), "schemas")
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		if key := enumKey(child(schemas, name)); key != "" {
			index[key] = append(index[key], name)
		}
	}
	return index
}

// refer makes a schema that lists the values of exactly one named enum, in any
// order, a reference to it. Without that, generated clients get one more type
// for each parameter. All other fields stay, on an allOf that holds the
// reference.
func (index enumIndex) refer(schema object) {
	names := index[enumKey(schema)]
	if len(names) != 1 {
		return
	}
	for field := range schema {
		if field == "type" || field == "enum" || strings.HasPrefix(field, "x-enum-") {
			delete(schema, field)
		}
	}
	ref := schemaRef + names[0]
	if len(schema) == 0 {
		schema["$ref"] = ref
		return
	}
	schema["allOf"] = []any{object{"$ref": ref}}
}

// enumKey is equal for schemas of the same type with the same set of values, and
// empty for a schema that is not an enum.
func enumKey(schema object) string {
	values, _ := schema["enum"].([]any)
	if len(values) == 0 {
		return ""
	}
	written := make([]string, len(values))
	for i, value := range values {
		written[i] = fmt.Sprintf("%q", fmt.Sprint(value))
	}
	slices.Sort(written)
	return fmt.Sprint(schema["type"], slices.Compact(written))
}
