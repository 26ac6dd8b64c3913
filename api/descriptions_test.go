package api

import (
	"encoding/json"
	"testing"
)

// TestEveryPropertyIsDescribed holds the published description to saying of each property what it is: its unit, what its date means, what null means.
func TestEveryPropertyIsDescribed(t *testing.T) {
	t.Parallel()
	type schema struct {
		Description string
		Properties  map[string]json.RawMessage
		AllOf       []json.RawMessage
	}
	var doc struct {
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal(contentOf(t, "../docs/openapi.json"), &doc); err != nil {
		t.Fatal(err)
	}
	properties := 0
	var walk func(name string, text json.RawMessage)
	walk = func(name string, text json.RawMessage) {
		var s schema
		if err := json.Unmarshal(text, &s); err != nil {
			t.Fatal(err)
		}
		for _, part := range s.AllOf {
			walk(name, part)
		}
		for property, inner := range s.Properties {
			var p schema
			if err := json.Unmarshal(inner, &p); err != nil {
				t.Fatal(err)
			}
			if properties++; p.Description == "" {
				t.Errorf("%s.%s is not described", name, property)
			}
		}
	}
	for name, text := range doc.Components.Schemas {
		walk(name, text)
	}
	if properties < 250 {
		t.Errorf("only %d properties were looked at", properties)
	}
}
