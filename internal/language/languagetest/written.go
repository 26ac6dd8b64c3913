// Package languagetest helps tests to tell what people wrote from what the program says in a language.
package languagetest

import (
	"reflect"

	"fwptracker/internal/workplan"
)

// Written are all strings in a value but words of the design and sentences of the domain: what people wrote, names and codes.
func Written(value any) []string {
	var all []string
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			walk(v.Elem())
		case reflect.Struct:
			if v.Type() == reflect.TypeFor[workplan.Sentence]() {
				return
			}
			for n := range v.NumField() {
				walk(v.Field(n))
			}
		case reflect.Slice:
			for n := range v.Len() {
				walk(v.Index(n))
			}
		case reflect.Map:
			for at := v.MapRange(); at.Next(); {
				walk(at.Value())
			}
		case reflect.String:
			if v.Type() == reflect.TypeFor[string]() {
				all = append(all, v.String())
			}
		}
	}
	walk(reflect.ValueOf(value))
	return all
}
