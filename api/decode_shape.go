package api

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// shape is which members a DTO takes: their names in order, and where their fields are.
type shape struct {
	names  []string
	fields map[string][]int
}

var (
	shapes   sync.Map // reflect.Type → *shape; a DTO is examined once
	timeType = reflect.TypeFor[time.Time]()
)

// shapeOf examines a DTO and the types inside it. A field that cannot be decoded, or two with the same name, panics whatever the body holds,
// so that the first request in any test shows the mistake.
func shapeOf(t reflect.Type) *shape {
	if known, ok := shapes.Load(t); ok {
		return known.(*shape)
	}
	s := &shape{fields: map[string][]int{}}
	s.collect(t, nil)
	shapes.Store(t, s)
	return s
}

// collect takes the fields of t as encoding/json would: by tag, embedded structs as if their fields stood in t, without unexported ones.
func (s *shape) collect(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		index := append(slices.Clone(prefix), i)
		switch {
		case name == "-":
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			s.collect(f.Type, index)
		case f.IsExported():
			if name == "" {
				name = f.Name
			}
			if s.fields[name] != nil {
				panic(fmt.Sprintf("api: %s has two members named %q", t, name))
			}
			checkDecodable(f.Type)
			s.names, s.fields[name] = append(s.names, name), index
		}
	}
}

func checkDecodable(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Pointer {
			panic(fmt.Sprintf("api: a request cannot hold %s", t))
		}
		checkDecodable(t.Elem())
	case reflect.Slice:
		checkDecodable(t.Elem())
	case reflect.Struct:
		if t != timeType {
			shapeOf(t)
		}
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
	default:
		panic(fmt.Sprintf("api: a request cannot hold %s", t))
	}
}

// wants is the kind of JSON value that a field of type t takes.
func wants(t reflect.Type) jsonKind {
	switch {
	case t == timeType || t.Kind() == reflect.String:
		return jsonString
	case t.Kind() == reflect.Struct:
		return jsonObject
	case t.Kind() == reflect.Slice:
		return jsonArray
	case t.Kind() == reflect.Bool:
		return jsonBool
	}
	return jsonNumber
}

// describe says in a refusal what a field of type t takes.
func describe(t reflect.Type) string {
	switch {
	case t == timeType:
		return "a time such as 2023-11-08T09:30:00Z"
	case wants(t) == jsonBool:
		return "true or false"
	case wants(t) == jsonNumber:
		return "a whole number"
	}
	return wants(t).String()
}
