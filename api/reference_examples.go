package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// answerExample is what an answer of a schema looks like: the members that are always there.
func (s *spec) answerExample(schema *specSchema) string {
	return pretty(s.example(schema, func(of *specSchema, name string) bool { return slices.Contains(of.Required, name) }, nil))
}

// requestExample is a body that could be sent: the members that must be there, those that say something in the document's example, and lists of
// objects. Of a merge patch, which needs none, it has two.
func (s *spec) requestExample(schema *specSchema, patch bool) string {
	said := 0
	return pretty(s.example(schema, func(of *specSchema, name string) bool {
		if slices.Contains(of.Required, name) {
			return true
		}
		if !s.says(of.Properties[name]) {
			return false
		}
		said++
		return !patch || said <= 2
	}, nil))
}

// says says whether an example of a member would tell its readers something.
func (s *spec) says(member *specSchema) bool {
	if example := first(member.Examples); example != nil {
		return string(example) != `""`
	}
	return member.Items != nil && s.resolve(member.Items).is("object")
}

// example makes a value of a schema out of the examples that the document has, with those members of objects that are wanted. Within itself a
// schema stands as null.
func (s *spec) example(schema *specSchema, wanted func(*specSchema, string) bool, within []*specSchema) any {
	example := first(schema.Examples)
	of := s.resolve(schema)
	switch {
	case example != nil:
		return example
	case slices.Contains(within, of):
		return nil
	case len(schema.Enum) > 0:
		return schema.Enum[0]
	case len(of.Enum) > 0:
		return of.Enum[0]
	case of.Items != nil:
		return []any{s.example(of.Items, wanted, append(within, of))}
	case of.is("object"):
		members := map[string]any{}
		for _, name := range of.order() {
			if wanted(of, name) {
				members[name] = s.example(of.Properties[name], wanted, append(within, of))
			}
		}
		return members
	case of.is("integer"):
		return 1
	case of.is("boolean"):
		return false
	}
	return "…"
}

// pretty is a value as JSON for people.
func pretty(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic("an example of the description is not JSON: " + err.Error())
	}
	return strings.TrimSpace(b.String())
}

// curl is a command for a POSIX shell that sends a request to an operation, with what it requires. Address and token come from the
// variables FWP and TOKEN.
func (s *spec) curl(method, path string, o specOperation) string {
	var query, lines []string
	for _, p := range o.Parameters {
		value := s.parameterExample(p)
		switch {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(value))
		case p.Required && p.In == "query":
			query = append(query, url.QueryEscape(p.Name)+"="+url.QueryEscape(value))
		case p.Required && p.In == "header":
			lines = append(lines, "-H "+quoted(p.Name+": "+value))
		}
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	if o.RequestBody != nil {
		media := o.RequestBody.preferred()
		schema := o.RequestBody.Content[media].Schema
		lines = append(lines, "-H "+quoted("Content-Type: "+media), "-d "+quoted(s.requestExample(&schema, media == mimePatch)))
	}
	command := fmt.Sprintf(`curl "$FWP%s%s"`, s.base(), path)
	if method != "GET" {
		command = fmt.Sprintf(`curl -X %s "$FWP%s%s"`, method, s.base(), path)
	}
	return strings.Join(append([]string{command, `-H "Authorization: Bearer $TOKEN"`}, lines...), " \\\n  ")
}

// parameterExample is the document's example of a parameter, or else a value of its type.
func (s *spec) parameterExample(p specParameter) string {
	switch {
	case p.Example != nil:
		return text(p.Example)
	case p.Schema.Default != nil:
		return text(p.Schema.Default)
	}
	return text(json.RawMessage(pretty(s.example(&p.Schema, func(*specSchema, string) bool { return true }, nil))))
}

// preferred is the media type in which to send a body: a merge patch where it is one.
func (b *specBody) preferred() string {
	if _, ok := b.Content[mimePatch]; ok {
		return mimePatch
	}
	return mimeJSON
}

// quoted is a word for a shell.
func quoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
