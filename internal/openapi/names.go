package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	definitionRef = "#/definitions/"
	schemaRef     = "#/components/schemas/"
)

// renameDefinitions gives every definition its public name and points all
// references at the place where OpenAPI 3 keeps it, a form that kin-openapi's
// conversion leaves alone at any depth. Two definitions that would
// share a name are an error: the client of one would silently get the other.
func renameDefinitions(source object) error {
	definitions := child(source, "definitions")
	renamed := make(object, len(definitions))
	owner := make(map[string]string, len(definitions))
	for _, old := range slices.Sorted(maps.Keys(definitions)) {
		name := publicName(old)
		if other, taken := owner[name]; taken {
			return fmt.Errorf("definitions %q and %q would both be called %q: name one of them with //@name", other, old, name)
		}
		owner[name] = old
		renamed[name] = definitions[old]
	}
	source["definitions"] = renamed
	return renameRefs("#", source, renamed)
}

// renameRefs rewrites the references of the tree in place. One that leads to no
// definition is an error that names the place of the reference, not only the
// name that is missing.
func renameRefs(where string, node any, definitions object) error {
	switch node := node.(type) {
	case []any:
		for i, e := range node {
			if err := renameRefs(fmt.Sprintf("%s/%d", where, i), e, definitions); err != nil {
				return err
			}
		}
	case object:
		if err := renameRef(where, node, definitions); err != nil {
			return err
		}
		for _, field := range slices.Sorted(maps.Keys(node)) {
			if err := renameRefs(where+"/"+pointerToken.Replace(field), node[field], definitions); err != nil {
				return err
			}
		}
	}
	return nil
}

// pointerToken escapes a field for a JSON pointer (RFC 6901).
var pointerToken = strings.NewReplacer("~", "~0", "/", "~1")

// renameRef rewrites the reference that the node is, if it is one.
func renameRef(where string, node, definitions object) error {
	ref, _ := node["$ref"].(string)
	old, ok := strings.CutPrefix(ref, definitionRef)
	if !ok {
		return nil
	}
	name := publicName(old)
	if definitions[name] == nil {
		return fmt.Errorf("%s refers to %q, which is not defined", where, old)
	}
	node["$ref"] = schemaRef + name
	return nil
}

// publicName turns swag's name of a definition into one for the published
// contract: no package, and the arguments of a generic type in front of it. So
// "api.Item" is Item, "api.Page-api_Item" is ItemPage and
// "api.Page-array_api_Item" is ItemListPage. A name without a dot and a dash was
// chosen by hand and stays.
func publicName(definition string) string {
	if !strings.ContainsAny(definition, ".-") {
		return definition
	}
	parts := strings.Split(strings.ReplaceAll(definition, ".", "_"), "-")
	var name strings.Builder
	for _, argument := range parts[1:] {
		name.WriteString(typeName(argument))
	}
	name.WriteString(typeName(parts[0]))
	return name.String()
}

// typeName reads one type in swag's spelling, in which underscores separate the
// package from the type and a container from what it holds.
func typeName(spelled string) string {
	if rest, ok := strings.CutPrefix(spelled, "array_"); ok {
		return typeName(rest) + "List"
	}
	if rest, ok := strings.CutPrefix(spelled, "map_"); ok {
		if _, value, ok := strings.Cut(rest, "_"); ok {
			return typeName(value) + "Map"
		}
	}
	words := strings.Split(spelled, "_")
	start := slices.IndexFunc(words, func(w string) bool {
		first, _ := utf8.DecodeRuneInString(w)
		return unicode.IsUpper(first)
	})
	if start < 0 {
		start = len(words) - 1 // a basic type, such as string
	}
	name := strings.Join(words[start:], "_")
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}
