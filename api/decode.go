package api

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"fwptracker/internal/workplan"
)

const (
	maxString   = 64 << 10 // bytes, after normalisation
	maxElements = 10_000   // of one array
)

// binder sets the fields of a DTO from JSON values and collects what does not fit, in the order of the body.
type binder struct {
	faults workplan.Faults
}

// fault records a fault; one more than an answer lists is kept, so that the answer can say that there are more.
func (b *binder) fault(pointer, code, format string, args ...any) {
	if len(b.faults) <= maxFaults {
		b.faults.Add(pointer, code, format, args...)
	}
}

func (b *binder) err() error {
	if len(b.faults) == 0 {
		return nil
	}
	return invalid(b.faults)
}

// object sets the fields of struct v whose members are present in n.
func (b *binder) object(n node, v reflect.Value, at string) {
	known := shapeOf(v.Type())
	for i, key := range n.keys {
		index, ok := known.fields[key]
		if !ok {
			b.unknown(at+"/"+escapePointer(key), key, known.names)
			continue
		}
		field, pointer := v.FieldByIndex(index), at+"/"+escapePointer(key)
		if n.items[i].kind == jsonNull {
			field.SetZero()
			continue
		}
		b.value(n.items[i], field, pointer)
	}
}

func (b *binder) unknown(pointer, key string, names []string) {
	for _, name := range names {
		if strings.EqualFold(name, key) {
			b.fault(pointer, "unknown_member", "is not known; %s is meant, in exactly these letters", name)
			return
		}
	}
	if len(names) == 0 {
		b.fault(pointer, "unknown_member", "is not known; no members are allowed here")
		return
	}
	b.fault(pointer, "unknown_member", "is not known; allowed are %s", strings.Join(names, ", "))
}

// value sets v from a value that is not null, except for the null elements of an array.
func (b *binder) value(n node, v reflect.Value, at string) {
	switch {
	case v.Kind() == reflect.Pointer:
		if n.kind == jsonNull {
			v.SetZero()
			return
		}
		fresh := reflect.New(v.Type().Elem())
		b.value(n, fresh.Elem(), at)
		v.Set(fresh)
	case n.kind != wants(v.Type()):
		b.fault(at, "wrong_type", "must be %s, not %s", describe(v.Type()), n.kind)
	case v.Type() == timeType:
		b.moment(n, v, at)
	case v.Kind() == reflect.Struct:
		v.SetZero()
		b.object(n, v, at)
		if holder, ok := v.Addr().Interface().(interface{ keep(node) }); ok {
			holder.keep(n)
		}
	case v.Kind() == reflect.Slice:
		b.array(n, v, at)
	case v.Kind() == reflect.String:
		b.text(n, v, at)
	case v.Kind() == reflect.Bool:
		v.SetBool(n.text == "true")
	default:
		b.integer(n, v, at)
	}
}

func (b *binder) array(n node, v reflect.Value, at string) {
	if len(n.items) > maxElements {
		b.fault(at, "too_many", "has %d elements; at most %d are allowed", len(n.items), maxElements)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	for i, item := range n.items {
		b.value(item, v.Index(i), at+"/"+strconv.Itoa(i))
	}
}

// text sets a string in its composed form (NFC), so that equal texts are equal bytes.
func (b *binder) text(n node, v reflect.Value, at string) {
	v.SetString(norm.NFC.String(n.text))
	word, checked := v.Addr().Interface().(interface{ Valid() bool })
	switch {
	case v.Len() > maxString:
		b.fault(at, "too_long", "has %d bytes; at most %d are allowed", v.Len(), maxString)
	case strings.ContainsFunc(v.String(), isForbidden):
		b.fault(at, "bad_character", "must not contain control characters other than line breaks and tabs")
	case checked && !word.Valid():
		code, message := badWord(v)
		b.fault(at, code, "%s", message)
	}
}

// isForbidden names the control characters and noncharacters that no text may hold: all but tab, line feed and carriage return.
func isForbidden(r rune) bool { return workplan.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }

func badWord(v reflect.Value) (code, message string) {
	switch v.Interface().(type) {
	case workplan.Date:
		return "not_a_date", fmt.Sprintf("%q is not a date such as 2023-11-08", cut(v.String()))
	case workplan.PartialDate:
		return "not_a_date", fmt.Sprintf("%q is not a date such as 2023, 2023-Q4, 2023-11 or 2023-11-08", cut(v.String()))
	}
	return "not_allowed", fmt.Sprintf("%q is not allowed here", cut(v.String()))
}

func (b *binder) moment(n node, v reflect.Value, at string) {
	t, err := parseMoment(n.text)
	if err != nil {
		b.fault(at, "not_a_time", "%s", err)
		return
	}
	v.Set(reflect.ValueOf(t))
}

// momentForm is stricter than time.Parse, which takes one digit for the hour and a comma for the point.
var momentForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$`)

// parseMoment accepts a point in time with its offset, between the years 1900 and 2199, and gives it in UTC.
func parseMoment(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if t = t.UTC(); err != nil || !momentForm.MatchString(s) || t.Year() < 1900 || t.Year() > 2199 {
		return time.Time{}, fmt.Errorf("%q is not a time such as 2023-11-08T09:30:00Z", cut(s))
	}
	return t, nil
}

func (b *binder) integer(n node, v reflect.Value, at string) {
	if strings.ContainsAny(n.text, ".eE") {
		b.fault(at, "wrong_type", "must be a whole number, written without a fraction or an exponent")
		return
	}
	i, err := strconv.ParseInt(n.text, 10, 64)
	if err != nil || v.OverflowInt(i) {
		b.fault(at, "out_of_range", "is too large or too small a number")
		return
	}
	v.SetInt(i)
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// escapePointer writes a member name as one step of a JSON pointer (RFC 6901).
func escapePointer(key string) string { return pointerEscapes.Replace(key) }

// cut shortens what a sender wrote before it is repeated to them.
func cut(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
