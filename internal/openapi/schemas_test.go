package openapi

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const item = "/components/schemas/Item/properties"

func TestConvertNullable(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		{
			"text", item + "/note",
			`{"description": "A remark.", "type": ["string", "null"], "examples": ["See annex"]}`,
			`{"description": "A remark.", "type": "string", "nullable": true, "example": "See annex"}`,
		},
		{
			"number", item + "/done_count",
			`{"description": "Outputs delivered.", "type": ["integer", "null"], "format": "int64", "examples": [3]}`,
			`{"description": "Outputs delivered.", "type": "integer", "nullable": true, "format": "int64", "example": 3}`,
		},
		{
			"date", item + "/due_on",
			`{"description": "Last day.", "type": ["string", "null"], "format": "date", "examples": ["2026-06-30"]}`,
			`{"description": "Last day.", "type": "string", "nullable": true, "format": "date", "example": "2026-06-30"}`,
		},
		{
			"object", item + "/co_lead",
			`{"description": "A second lead, if any.", "anyOf": [{"$ref": "#/components/schemas/MemberRef"}, {"type": "null"}]}`,
			`{"description": "A second lead, if any.", "allOf": [{"$ref": "#/components/schemas/MemberRef"}], "nullable": true, "type": "object"}`,
		},
		{
			"named enum", item + "/priority",
			`{"description": "Null when nobody has judged it.", "anyOf": [{"$ref": "#/components/schemas/Priority"}, {"type": "null"}], "examples": ["high"]}`,
			`{"description": "Null when nobody has judged it.", "allOf": [{"$ref": "#/components/schemas/Priority"}], "nullable": true, "type": "string", "example": "high"}`,
		},
		{
			"inline enum with the values of a named one", item + "/urgency",
			`{"description": "As the lead sees it.", "anyOf": [{"$ref": "#/components/schemas/Priority"}, {"type": "null"}], "examples": ["low"]}`,
			`{"description": "As the lead sees it.", "allOf": [{"$ref": "#/components/schemas/Priority"}], "nullable": true, "type": "string", "example": "low"}`,
		},
		{
			"inline enum", item + "/mode",
			`{"description": "Once or continuing.", "type": ["string", "null"], "enum": ["once", "continuing", null], "examples": ["once"]}`,
			`{"description": "Once or continuing.", "type": "string", "nullable": true, "enum": ["once", "continuing", null], "example": "once"}`,
		},
		{
			"field of a generic page", "/components/schemas/ItemPage/properties/next_cursor/type",
			`["string", "null"]`, `"string"`,
		},
		same("required survives", "/components/schemas/ItemPage/required", `["data", "next_cursor"]`),
		same("shared schema stays as it is", "/components/schemas/Priority/enum", `["low", "high"]`),
	})
}

func TestConvertReferencesAndExamples(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		{
			"reference with a description", item + "/lead",
			`{"$ref": "#/components/schemas/MemberRef", "description": "The member that answers for it."}`,
			`{"allOf": [{"$ref": "#/components/schemas/MemberRef"}], "description": "The member that answers for it."}`,
		},
		{
			"reference with an example", item + "/status",
			`{"$ref": "#/components/schemas/ItemStatus", "description": "How far it has come.", "examples": ["in_progress"]}`,
			`{"allOf": [{"$ref": "#/components/schemas/ItemStatus"}], "description": "How far it has come.", "example": "in_progress"}`,
		},
		{
			"list example", item + "/tags",
			`{"description": "Free words.", "type": "array", "items": {"type": "string"}, "examples": [["data", "climate"]]}`,
			`{"description": "Free words.", "type": "array", "items": {"type": "string"}, "example": ["data", "climate"]}`,
		},
		same("pattern", item+"/ref/pattern", `"^FWP-[0-9]{4}$"`),
		same("length", item+"/title/maxLength", `200`),
		same("timestamp", item+"/updated_at/format", `"date-time"`),
		same("map", item+"/counts/additionalProperties", `{"type": "integer"}`),
		same("names of enum values", "/components/schemas/ItemStatus/x-enum-varnames", `["Planned", "InProgress", "Completed"]`),
		same("descriptions of enum values", "/components/schemas/ItemStatus/x-enum-descriptions",
			`["Nobody has started.", "Work has been reported.", "The output is delivered."]`),
	})
}

// Each case is a schema as swag may write it, put in place of a property.
func TestConvertSchemas(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ source, want31, want30 string }{
		"allOf of one reference alone": {
			`{"allOf": [{"$ref": "#/definitions/MemberRef"}]}`,
			`{"$ref": "#/components/schemas/MemberRef"}`,
			`{"$ref": "#/components/schemas/MemberRef"}`,
		},
		"nullable list": {
			`{"type": "array", "items": {"$ref": "#/definitions/MemberRef"}, "x-nullable": true}`,
			`{"type": ["array", "null"], "items": {"$ref": "#/components/schemas/MemberRef"}}`,
			`{"type": "array", "items": {"$ref": "#/components/schemas/MemberRef"}, "nullable": true}`,
		},
		"nullable values of a map": {
			`{"type": "object", "additionalProperties": {"type": "string", "x-nullable": true}}`,
			`{"type": "object", "additionalProperties": {"type": ["string", "null"]}}`,
			`{"type": "object", "additionalProperties": {"type": "string", "nullable": true}}`,
		},
		"nullable composition": {
			`{"type": "object", "allOf": [{"$ref": "#/definitions/MemberRef"}, {"type": "object", "properties": {"since": {"type": "string"}}}], "x-nullable": true}`,
			`{"anyOf": [{"type": "object", "allOf": [{"$ref": "#/components/schemas/MemberRef"}, {"type": "object", "properties": {"since": {"type": "string"}}}]}, {"type": "null"}]}`,
			`{"type": "object", "nullable": true, "allOf": [{"$ref": "#/components/schemas/MemberRef"}, {"type": "object", "properties": {"since": {"type": "string"}}}]}`,
		},
		"nullable anything": {`{"description": "Any value.", "x-nullable": true}`, `{"description": "Any value."}`, `{"description": "Any value."}`},
		"not nullable":      {`{"type": "string", "x-nullable": false}`, `{"type": "string"}`, `{"type": "string"}`},
		"exclusive bound": {
			`{"type": "number", "minimum": 0, "exclusiveMinimum": true}`,
			`{"type": "number", "exclusiveMinimum": 0}`,
			`{"type": "number", "minimum": 0, "exclusiveMinimum": true}`,
		},
		"enum in another order, with a default": {
			`{"type": "string", "enum": ["high", "low"], "default": "low"}`,
			`{"$ref": "#/components/schemas/Priority", "default": "low"}`,
			`{"allOf": [{"$ref": "#/components/schemas/Priority"}], "default": "low"}`,
		},
		"part of an enum": {
			`{"type": "string", "enum": ["high"]}`, `{"type": "string", "enum": ["high"]}`, `{"type": "string", "enum": ["high"]}`,
		},
		"property called like a keyword": {
			`{"type": "object", "properties": {"example": {"type": "string"}, "x-nullable": {"type": "boolean"}}}`,
			`{"type": "object", "properties": {"example": {"type": "string"}, "x-nullable": {"type": "boolean"}}}`,
			`{"type": "object", "properties": {"example": {"type": "string"}, "x-nullable": {"type": "boolean"}}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for version, want := range map[string]string{version31: test.want31, version30: test.want30} {
				doc := convertFixture(t, version, func(source object) {
					edit(t, source, "/definitions/Item/properties")["note"] = fromJSON(t, test.source)
				})
				got, _ := lookUp(doc, item+"/note")
				if diff := cmp.Diff(fromJSON(t, want), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", version, diff)
				}
			}
		})
	}
}

// Two enums with the same values: the values do not tell which one is meant.
func TestConvertKeepsAnAmbiguousEnumInline(t *testing.T) {
	t.Parallel()
	doc := convertFixture(t, version31, func(source object) {
		edit(t, source, "/definitions")["Confidence"] = object{"type": "string", "enum": []any{"low", "high"}}
	})
	got, _ := lookUp(doc, listItems+"/parameters/2/schema")
	if diff := cmp.Diff(fromJSON(t, `{"type": "string", "enum": ["low", "high"]}`), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
