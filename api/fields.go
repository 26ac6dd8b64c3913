package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// pick keeps only the named members of v, which encodes as a JSON object, in the order in which v has them; a name that v does not have is
// passed over. Without names it is v itself.
func pick(v any, fields []string) (any, error) {
	if len(fields) == 0 {
		return v, nil
	}
	b, err := encode(v)
	if err != nil {
		return nil, err
	}
	members := json.NewDecoder(bytes.NewReader(b))
	if open, err := members.Token(); err != nil || open != json.Delim('{') {
		return nil, fmt.Errorf("api: %T does not encode as an object", v)
	}
	out := []byte("{")
	for members.More() {
		key, err := members.Token()
		var value json.RawMessage
		if err == nil {
			err = members.Decode(&value)
		}
		if err != nil {
			return nil, fmt.Errorf("api: picking from %T: %w", v, err)
		}
		if !slices.Contains(fields, key.(string)) {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		name, _ := encode(key) // a string always encodes
		out = append(append(append(out, name...), ':'), value...)
	}
	return json.RawMessage(append(out, '}')), nil
}

// encode writes v as JSON without escapes for HTML, which nothing here is embedded in, and without a line end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("api: encoding %T: %w", v, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// membersOf lists the JSON members of a DTO, for fields=.
func membersOf[T any]() []string {
	var names []string
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}
