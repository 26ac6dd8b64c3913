package openapi

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	oneItem    = "/paths/~1plans~1{plan}~1items~1{ref}"
	exportPlan = "/paths/~1plans~1{plan}~1export/get"
	importPlan = "/paths/~1plans~1{plan}~1import/post"
	listCounts = "/paths/~1plans~1{plan}~1counts/get"

	problemContent = `{"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}`
	binary         = `{"schema": {"type": "string", "format": "binary"}}`
)

func TestConvertResponses(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		same("success is JSON only", listItems+"/responses/200/content",
			`{"application/json": {"schema": {"$ref": "#/components/schemas/ItemPage"}}}`),
		same("4xx is a problem", listItems+"/responses/400/content", problemContent),
		same("5xx is a problem", "/paths/~1status/get/responses/503/content", problemContent),
		same("default is a problem", listItems+"/responses/default/content", problemContent),
		same("problem of a download", exportPlan+"/responses/404/content", problemContent),
		same("304 keeps its header and has no content", oneItem+"/get/responses/304",
			`{"description": "Not changed", "headers": {"ETag": {"description": "Version of the item", "schema": {"type": "string"}}}}`),
		same("204 has no content", oneItem+"/delete/responses/204", `{"description": "Deleted"}`),
		same("text", "/paths/~1status/get/responses/200/content", `{"text/plain": {"schema": {"type": "string"}}}`),
		same("a file is binary in every type", exportPlan+"/responses/200/content",
			`{"text/csv": `+binary+`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": `+binary+`}`),
		same("JSON and a file", listCounts+"/responses/200/content",
			`{"application/json": {"schema": {"$ref": "#/components/schemas/StatusCountPage"}}, "text/csv": `+binary+`}`),
	})
}

func TestConvertResponseHeaders(t *testing.T) {
	t.Parallel()
	header := func(kind, description string) string {
		return `{"description": "` + description + `", "schema": {"type": "` + kind + `"}}`
	}
	checkProperties(t, []property{
		same("ETag", listItems+"/responses/200/headers/ETag", header("string", "Version of the list")),
		same("Link", listItems+"/responses/200/headers/Link", header("string", "Next page, RFC 8288")),
		same("RateLimit", listItems+"/responses/200/headers/RateLimit", header("string", "What is left of the allowance")),
		same("RateLimit of an error", listItems+"/responses/429/headers/RateLimit", header("string", "What is left of the allowance")),
		same("Retry-After", listItems+"/responses/429/headers/Retry-After", header("integer", "Seconds to wait")),
		same("Location", "/paths/~1plans~1{plan}~1items/post/responses/201/headers/Location", header("string", "Address of the new item")),
		same("Content-Disposition", exportPlan+"/responses/200/headers/Content-Disposition", header("string", "File name")),
	})
}

// No error may be offered as anything but a problem, and no success as one.
func TestConvertOffersProblemsForErrorsOnly(t *testing.T) {
	t.Parallel()
	for _, version := range bothVersions {
		for op := range operations(convertFixture(t, version, nil)) {
			for status, response := range child(op, "responses") {
				for media := range child(response.(object), "content") {
					isProblem := media == "application/problem+json"
					if wantProblem := status == "default" || strings.ContainsAny(status[:1], "45"); isProblem != wantProblem {
						t.Errorf("%s: %s %s is %s", version, op["operationId"], status, media)
					}
				}
			}
		}
	}
}

func TestConvertRequests(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		same("merge patch keeps both types and the reference", oneItem+"/patch/requestBody", `{
			"description": "The fields to change", "required": true, "content": {
				"application/json": {"schema": {"$ref": "#/components/schemas/ItemPatch"}},
				"application/merge-patch+json": {"schema": {"$ref": "#/components/schemas/ItemPatch"}}}}`),
		same("a form with a required file is required", importPlan+"/requestBody", `{
			"required": true, "content": {"multipart/form-data": {"schema": {
				"type": "object", "required": ["file"], "properties": {
					"file": {"type": "string", "format": "binary", "description": "The workbook"},
					"dry_run": {"type": "boolean", "description": "Only look"}}}}}}`),
		same("list of a named enum", listItems+"/parameters/1", `{
			"name": "status", "in": "query", "description": "Any of these states", "style": "form", "explode": false,
			"schema": {"type": "array", "items": {"$ref": "#/components/schemas/ItemStatus"}}}`),
		same("list of its own enum", listItems+"/parameters/3/schema/items", `{"type": "string", "enum": ["due", "updated"]}`),
		same("named enum", listItems+"/parameters/2/schema", `{"$ref": "#/components/schemas/Priority"}`),
		same("limits", listItems+"/parameters/4/schema", `{"type": "integer", "minimum": 1, "maximum": 200, "default": 50}`),
		same("example and pattern", listItems+"/parameters/0", `{
			"name": "plan", "in": "path", "required": true, "description": "Code of the plan", "example": "tip-2026",
			"schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}}`),
		same("required header", oneItem+"/patch/parameters/2/required", `true`),
		same("deprecated", oneItem+"/delete/deprecated", `true`),
		same("not deprecated", oneItem+"/get/deprecated", ``),
	})
}

func TestConvertSecurity(t *testing.T) {
	t.Parallel()
	checkProperties(t, []property{
		same("bearer", "/components/securitySchemes/BearerAuth", `{
			"type": "http", "scheme": "bearer", "bearerFormat": "fwp_…",
			"description": "A personal token, sent as `+"`Authorization: Bearer fwp_…`"+`."}`),
		same("cookie", "/components/securitySchemes/SessionCookie", `{
			"type": "apiKey", "in": "cookie", "name": "fwp_session",
			"description": "The session of a signed-in browser, cookie `+"`fwp_session`"+`."}`),
		same("either of two", listItems+"/security", `[{"BearerAuth": []}, {"SessionCookie": []}]`),
		same("public operation", "/paths/~1status/get/security", `[]`),
	})
}

func TestConvertNamesTheSessionCookie(t *testing.T) {
	t.Parallel()
	doc := convertFixture(t, version31, func(source object) {
		delete(edit(t, source, "/securityDefinitions/SessionCookie"), "x-cookie-name")
	})
	if got, _ := lookUp(doc, "/components/securitySchemes/SessionCookie/name"); got != "__Host-fwp_session" {
		t.Errorf("the cookie is %v, want __Host-fwp_session", got)
	}
}

// An operation is public only when the document asks for no security either.
func TestConvertKeepsInheritedSecurity(t *testing.T) {
	t.Parallel()
	doc := convertFixture(t, version31, func(source object) {
		source["security"] = []any{object{"BearerAuth": []any{}}}
	})
	if got, stated := lookUp(doc, "/paths/~1status/get/security"); stated {
		t.Errorf("security of an operation that inherits it is %v, want none", got)
	}
}

// What Swagger 2.0 lets an operation leave out must not change its meaning.
func TestConvertStatesDefaults(t *testing.T) {
	t.Parallel()
	for _, version := range bothVersions {
		doc := convertFixture(t, version, func(source object) {
			source["produces"] = []any{"application/json", "text/csv"}
			delete(edit(t, source, listCounts), "produces")
			delete(edit(t, source, oneItem+"/patch"), "consumes")
			delete(edit(t, source, listItems+"/parameters/1"), "collectionFormat")
		})
		content, _ := lookUp(doc, listCounts+"/responses/200/content")
		if _, ok := content.(object)["text/csv"]; !ok {
			t.Errorf("%s: the answer has only %v, want the media types of the document", version, content)
		}
		body, _ := lookUp(doc, oneItem+"/patch/requestBody/content")
		want := fromJSON(t, `{"application/json": {"schema": {"$ref": "#/components/schemas/ItemPatch"}}}`)
		if diff := cmp.Diff(want, body); diff != "" {
			t.Errorf("%s: body without a media type (-want +got):\n%s", version, diff)
		}
		if explode, _ := lookUp(doc, listItems+"/parameters/1/explode"); explode != false {
			t.Errorf("%s: explode of a list without a format is %v, want false", version, explode)
		}
	}
}

// An answer with a schema must keep it, and a download need not have one.
func TestConvertFindsTheMediaTypeOfASuccess(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		produces []any
		noSchema bool
		want     string
	}{
		"only problems named":           {[]any{"application/problem+json"}, false, `{"application/json": {"schema": {"$ref": "#/components/schemas/StatusCountPage"}}}`},
		"JSON of another kind":          {[]any{"application/geo+json"}, false, `{"application/geo+json": {"schema": {"$ref": "#/components/schemas/StatusCountPage"}}}`},
		"download without a schema":     {[]any{"text/csv", "application/problem+json"}, true, `{"text/csv": ` + binary + `}`},
		"no schema and only problems":   {[]any{"application/problem+json"}, true, ``},
		"JSON answer without a content": {[]any{"application/json", "application/problem+json"}, true, ``},
	} {
		doc := convertFixture(t, version31, func(source object) {
			edit(t, source, listCounts)["produces"] = test.produces
			if test.noSchema {
				delete(edit(t, source, listCounts+"/responses/200"), "schema")
			}
		})
		got, found := lookUp(doc, listCounts+"/responses/200/content")
		if test.want == "" {
			if found {
				t.Errorf("%s: found %v, want nothing", name, got)
			}
			continue
		}
		if diff := cmp.Diff(fromJSON(t, test.want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestConvertReadsParameterExamplesAsTheirType(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ pointer, field, text, want string }{
		"text":            {listItems + "/parameters/0", "x-example", "2026", `"2026"`},
		"integer":         {listItems + "/parameters/4", "x-example", "25", `25`},
		"list":            {listItems + "/parameters/3", "x-example", "due,updated", `["due", "updated"]`},
		"swag's own form": {listItems + "/parameters/0", "example", "tip-2027", `"tip-2027"`},
	} {
		doc := convertFixture(t, version31, func(source object) {
			edit(t, source, test.pointer)[test.field] = test.text
		})
		got, _ := lookUp(doc, test.pointer+"/example")
		if diff := cmp.Diff(fromJSON(t, test.want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
