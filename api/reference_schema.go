package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// referenceField is a row of a table of parameters or members.
type referenceField struct {
	Name        string
	Mark        string // what is to be known of its presence
	Type        []typePart
	Description string
	Values      []string // the only ones allowed, where they are listed
	Several     bool     // whether it is a list, of any of the values
	Limits      []string
	Example     string
}

// typePart is a piece of the text that says a type, with the anchor of the schema that it names.
type typePart struct{ Text, Anchor string }

// referenceSchema is a named schema: an object with its members, or a word with its allowed values.
type referenceSchema struct {
	Name, Anchor, Description string
	Type                      []typePart
	Values                    []string
	Fields                    []referenceField
}

func schemaAnchor(name string) string { return "schema-" + name }

// schemaOf describes a named schema.
func (s *spec) schemaOf(name string) referenceSchema {
	schema := s.Components.Schemas[name]
	out := referenceSchema{Name: name, Anchor: schemaAnchor(name), Description: schema.Description, Type: s.typeOf(schema), Values: valueTexts(schema.Enum)}
	for _, property := range schema.order() {
		member := schema.Properties[property]
		mark := mark(s.sent(schema), slices.Contains(schema.Required, property))
		out.Fields = append(out.Fields, s.field(property, mark, member, member.Description, first(member.Examples)))
	}
	return out
}

// mark points out the parameters and members that a request must have, and the members that an answer may be without.
func mark(sent, required bool) string {
	switch {
	case sent && required:
		return "required"
	case !sent && !required:
		return "not always"
	}
	return ""
}

// sent says whether a schema is part of any request.
func (s *spec) sent(schema *specSchema) bool {
	if s.requests == nil {
		s.requests = map[*specSchema]bool{}
		for _, methods := range s.Paths {
			for _, o := range methods {
				if o.RequestBody != nil {
					body := o.RequestBody.Content[o.RequestBody.preferred()].Schema
					s.noteRequest(&body)
				}
			}
		}
	}
	return s.requests[schema]
}

// noteRequest notes a schema and those within it as part of a request.
func (s *spec) noteRequest(schema *specSchema) {
	schema = s.resolve(schema)
	if s.requests[schema] {
		return
	}
	s.requests[schema] = true
	if schema.Items != nil {
		s.noteRequest(schema.Items)
	}
	for _, member := range schema.Properties {
		s.noteRequest(member)
	}
}

// order lists the members of an object: those that are always there, then the others.
func (s *specSchema) order() []string {
	names := slices.Sorted(maps.Keys(s.Properties))
	slices.SortStableFunc(names, func(a, b string) int {
		return rank(slices.Contains(s.Required, a)) - rank(slices.Contains(s.Required, b))
	})
	return names
}

func rank(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (s *spec) field(name, mark string, schema *specSchema, description string, example json.RawMessage) referenceField {
	return referenceField{Name: name, Mark: mark, Type: s.typeOf(schema), Description: description, Values: s.valuesOf(schema), Several: schema.Items != nil,
		Limits: limitsOf(schema), Example: text(example)}
}

// typeOf says a type in words: "array of ItemStatus", "string (date) or null".
func (s *spec) typeOf(schema *specSchema) []typePart {
	switch {
	case schema.Ref != "":
		return []typePart{{schema.named(), schemaAnchor(schema.named())}}
	case len(schema.AnyOf) > 0:
		var parts []typePart
		for i, one := range schema.AnyOf {
			if i > 0 {
				parts = append(parts, typePart{Text: " or "})
			}
			parts = append(parts, s.typeOf(one)...)
		}
		return parts
	}
	var parts []typePart
	for i, name := range schema.Type {
		switch {
		case i > 0:
			parts = append(parts, typePart{Text: " or " + name})
		case name == "array":
			parts = append(append(parts, typePart{Text: "array of "}), s.typeOf(schema.Items)...)
		case schema.Format != "":
			parts = append(parts, typePart{Text: name + " (" + schema.Format + ")"})
		default:
			parts = append(parts, typePart{Text: name})
		}
	}
	return parts
}

// valuesOf lists the values that are allowed, in a list each of its entries: those that the schema itself narrows them to, or those of the
// schema that it names.
func (s *spec) valuesOf(schema *specSchema) []string {
	switch {
	case len(schema.Enum) > 0:
		return valueTexts(schema.Enum)
	case schema.named() != "":
		return valueTexts(s.resolve(schema).Enum)
	case schema.Items != nil:
		return s.valuesOf(schema.Items)
	}
	return nil
}

func limitsOf(schema *specSchema) []string {
	var limits []string
	switch {
	case schema.Minimum != nil && schema.Maximum != nil:
		limits = append(limits, fmt.Sprintf("from %s to %s", *schema.Minimum, *schema.Maximum))
	case schema.Minimum != nil:
		limits = append(limits, "at least "+schema.Minimum.String())
	case schema.Maximum != nil:
		limits = append(limits, "at most "+schema.Maximum.String())
	}
	if schema.MaxLength != nil {
		limits = append(limits, fmt.Sprintf("at most %d characters", *schema.MaxLength))
	}
	if schema.Pattern != "" {
		limits = append(limits, "of the form "+schema.Pattern)
	}
	if schema.Default != nil {
		limits = append(limits, text(schema.Default)+" if absent")
	}
	return limits
}

// text is a value of the document as people read it: a string without its quotes, anything else as JSON.
func text(raw json.RawMessage) string {
	var s string
	if err := json.Unmarshal(raw, &s); err == nil {
		return s
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err == nil {
		return strings.Join(list, ", ")
	}
	return string(raw)
}

func valueTexts(raws []json.RawMessage) []string {
	var list []string
	for _, raw := range raws {
		if string(raw) != "null" {
			list = append(list, text(raw))
		}
	}
	return list
}

func first(raws []json.RawMessage) json.RawMessage {
	if len(raws) == 0 {
		return nil
	}
	return raws[0]
}
