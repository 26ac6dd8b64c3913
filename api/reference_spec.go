package api

import (
	"encoding/json"
	"slices"
	"strings"

	"fwptracker/docs"
)

// spec is as much of the published OpenAPI 3.1 document as the reference page shows. It is read by itself, so that the program needs no
// library for it; a test holds the document to what is understood here.
type spec struct {
	Info    struct{ Title, Version, Description string }
	Servers []struct{ URL string }
	Tags    []struct{ Name, Description string }
	// Paths holds the operations by path and, in lower case, method.
	Paths      map[string]map[string]specOperation
	Components struct{ Schemas map[string]*specSchema }

	requests map[*specSchema]bool // the schemas that are part of one, once they were asked for
}

type specOperation struct {
	OperationID, Summary, Description string
	Tags                              []string
	Parameters                        []specParameter
	RequestBody                       *specBody
	Responses                         map[string]specBody // by status
}

type specParameter struct {
	Name, In, Description string
	Required              bool
	Example               json.RawMessage
	Schema                specSchema
}

// specBody is the body of a request or an answer, by media type.
type specBody struct {
	Description string
	Required    bool
	Content     map[string]struct{ Schema specSchema }
}

type specSchema struct {
	Ref                          string `json:"$ref"`
	Type                         specTypes
	Format, Pattern, Description string
	Enum, Examples               []json.RawMessage
	AnyOf                        []*specSchema
	Items                        *specSchema
	Properties                   map[string]*specSchema
	Required                     []string
	Default                      json.RawMessage
	Minimum, Maximum             *json.Number
	MaxLength                    *int
}

// specTypes are the types that a value may have: in the document a name, or a list of names.
type specTypes []string

// UnmarshalJSON reads the one form and the other.
func (t *specTypes) UnmarshalJSON(raw []byte) error {
	var one string
	if err := json.Unmarshal(raw, &one); err == nil {
		*t = specTypes{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(t))
}

// readSpec panics where the embedded document does not fit, which every test of the page would show.
func readSpec() *spec {
	var s spec
	if err := json.Unmarshal(docs.OpenAPI, &s); err != nil {
		panic("docs/openapi.json cannot be read: " + err.Error())
	}
	return &s
}

// named is the name of the schema that is referred to, "" for one that stands for itself. A schema that may also be null counts as the schema.
func (s *specSchema) named() string {
	if s.Ref == "" && len(s.AnyOf) > 0 {
		return s.AnyOf[0].named()
	}
	return strings.TrimPrefix(s.Ref, "#/components/schemas/")
}

// resolve follows a reference to its schema.
func (s *spec) resolve(schema *specSchema) *specSchema {
	if name := schema.named(); name != "" {
		return s.Components.Schemas[name]
	}
	return schema
}

// is says whether a value may have a type.
func (s *specSchema) is(name string) bool { return slices.Contains(s.Type, name) }
