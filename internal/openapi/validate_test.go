package openapi

import (
	"strings"
	"testing"
)

const listItems = "/paths/~1plans~1{plan}~1items/get"

func TestConvertRefusesAnInvalidInput(t *testing.T) {
	t.Parallel()
	const properties = "/definitions/Item/properties"
	tests := map[string]struct {
		change func(t *testing.T, source object)
		want   []string
	}{
		"other version": {
			func(t *testing.T, source object) { source["swagger"] = "3.0" },
			[]string{"Swagger 2.0", `"swagger"`},
		},
		"enum example": {
			func(t *testing.T, source object) { edit(t, source, properties+"/status")["example"] = "lost" },
			[]string{"#/components/schemas/Item/properties/status", "lost"},
		},
		"number example": {
			func(t *testing.T, source object) { edit(t, source, properties+"/done_count")["example"] = "many" },
			[]string{"#/components/schemas/Item/properties/done_count", "many", "integer"},
		},
		"example against x-pattern": {
			func(t *testing.T, source object) { edit(t, source, properties+"/ref")["example"] = "7" },
			[]string{"#/components/schemas/Item/properties/ref", "^FWP-[0-9]{4}$"},
		},
		"date example": {
			func(t *testing.T, source object) { edit(t, source, properties+"/due_on")["example"] = "June" },
			[]string{"#/components/schemas/Item/properties/due_on", "June"},
		},
		"parameter example": {
			func(t *testing.T, source object) {
				edit(t, source, listItems+"/parameters/0")["x-example"] = "TIP 2026"
			},
			[]string{"/plans/{plan}/items", "GET", "TIP 2026"},
		},
		"parameter default": {
			func(t *testing.T, source object) { edit(t, source, listItems+"/parameters/4")["default"] = "all" },
			[]string{"#" + listItems + "/parameters/4/schema", "integer"},
		},
		"type": {
			func(t *testing.T, source object) { edit(t, source, properties+"/note")["type"] = "txt" },
			[]string{"#/components/schemas/Item/properties/note", "txt"},
		},
		"dangling reference in a definition": {
			func(t *testing.T, source object) {
				edit(t, source, properties+"/lead/allOf/0")["$ref"] = "#/definitions/Nobody"
			},
			[]string{"#/definitions/Item/properties/lead/allOf/0", `"Nobody"`},
		},
		"dangling reference in an operation": {
			func(t *testing.T, source object) {
				edit(t, source, listItems+"/responses/200/schema")["$ref"] = "#/definitions/Nobody"
			},
			[]string{"#" + listItems + "/responses/200/schema", `"Nobody"`},
		},
		"one name for two definitions": {
			func(t *testing.T, source object) {
				edit(t, source, "/definitions")["web.Item"] = object{"type": "string"}
			},
			[]string{`"Item"`, `"web.Item"`, "//@name"},
		},
		"operation id twice": {
			func(t *testing.T, source object) { edit(t, source, listItems)["operationId"] = "createItem" },
			[]string{`"GET /plans/{plan}/items"`, `"POST /plans/{plan}/items"`, `"createItem"`},
		},
		"path parameter not described": {
			func(t *testing.T, source object) {
				op := edit(t, source, listItems)
				op["parameters"] = op["parameters"].([]any)[1:]
			},
			[]string{"GET /plans/{plan}/items", "missing: [plan]"},
		},
		"unknown security scheme": {
			func(t *testing.T, source object) {
				edit(t, source, listItems)["security"] = []any{object{"Password": []any{}}}
			},
			[]string{"/plans/{plan}/items", `"Password"`},
		},
	}
	for name, test := range tests {
		for _, version := range bothVersions {
			t.Run(name+"/"+version, func(t *testing.T) {
				t.Parallel()
				source := changedFixture(t, func(source object) { test.change(t, source) })
				out, err := Convert(source, version)
				if err == nil {
					t.Fatalf("no error, wrote %d bytes", len(out))
				}
				for _, want := range test.want {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("the error does not say %q:\n%v", want, err)
					}
				}
			})
		}
	}
}

func TestConvertRefusesWhatIsNotOneDocument(t *testing.T) {
	t.Parallel()
	for name, input := range map[string]string{
		"nothing":       ``,
		"not JSON":      `swagger: "2.0"`,
		"not an object": `[]`,
		"cut off":       `{"swagger": "2.0", "paths": {`,
		"two documents": `{"swagger": "2.0"} {}`,
	} {
		if _, err := Convert([]byte(input), version31); err == nil || !strings.Contains(err.Error(), "Swagger 2.0") {
			t.Errorf("%s: got error %v, want one about reading Swagger 2.0", name, err)
		}
	}
}

func TestConvertNamesTheVersionsItCanWrite(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"", "3", "3.1", "3.0.4", "3.2.0", "2.0"} {
		_, err := Convert(changedFixture(t, nil), version)
		if err == nil || !strings.Contains(err.Error(), version31) || !strings.Contains(err.Error(), version30) {
			t.Errorf("version %q: got error %v, want one that names both versions", version, err)
		}
	}
}
