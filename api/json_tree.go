package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxDepth  = 32
	maxValues = 100_000 // of one body; a tree of many tiny values costs far more memory than their text
)

type jsonKind int

const (
	jsonNull jsonKind = iota
	jsonBool
	jsonNumber
	jsonString
	jsonArray
	jsonObject
)

func (k jsonKind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// node is one JSON value as it was sent: text is the decoded string or the literal, keys name the items of an object in their order.
type node struct {
	kind  jsonKind
	text  string
	keys  []string
	items []node
}

// parseObject reads a body that must be one JSON object. What encoding/json lets pass is refused here: invalid UTF-8, lone surrogates,
// members given twice, and nesting deeper than 32.
func parseObject(raw []byte) (node, error) {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return node{}, malformed("The body is empty; send one JSON object.")
	case !utf8.Valid(raw):
		return node{}, malformed("The body is not valid UTF-8.")
	case !json.Valid(raw):
		return node{}, malformed("The body is not JSON: %s.", whereInvalid(raw))
	}
	r := jsonReader{src: raw}
	root, err := r.value(1)
	var found *treeError
	if errors.As(err, &found) {
		refusal := malformed("The body cannot be read: %s %s.", cut(found.pointer), found.message)
		if found.code == "too_many_values" {
			refusal = edge("too-large", "The body holds more than "+strconv.Itoa(maxValues)+" values; send less at once.")
		} else {
			refusal.faults.Add(found.pointer, found.code, "%s", found.message)
		}
		return node{}, refusal
	}
	if root.kind != jsonObject {
		return node{}, malformed("The body is %s; send one JSON object.", root.kind)
	}
	return root, nil
}

// whereInvalid says what is wrong at which line and byte of a text that is not JSON.
func whereInvalid(raw []byte) string {
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if !errors.As(json.Unmarshal(raw, &whole), &syntax) {
		return "it cannot be parsed"
	}
	before := raw[:min(int(syntax.Offset), len(raw))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - (bytes.LastIndexByte(before, '\n') + 1)
	return syntax.Error() + " (line " + strconv.Itoa(line) + ", byte " + strconv.Itoa(column) + ")"
}

// treeError is valid JSON that is refused all the same; its pointer grows as it is handed up.
type treeError struct {
	pointer, code, message string
}

func (e *treeError) Error() string { return e.pointer + " " + e.message }

func below(key string, err error) error {
	var found *treeError
	if errors.As(err, &found) {
		found.pointer = "/" + escapePointer(key) + found.pointer
	}
	return err
}

// jsonReader walks a text that json.Valid has accepted, so that it need not look for errors of syntax.
type jsonReader struct {
	src    []byte
	at     int
	values int
}

func (r *jsonReader) value(depth int) (node, error) {
	if r.values++; r.values > maxValues {
		return node{}, &treeError{code: "too_many_values"}
	}
	switch c := r.peek(); c {
	case '{':
		return r.object(depth)
	case '[':
		return r.array(depth)
	case '"':
		text, err := r.text()
		return node{kind: jsonString, text: text}, err
	case 't', 'f':
		return node{kind: jsonBool, text: r.literal()}, nil
	case 'n':
		return node{kind: jsonNull, text: r.literal()}, nil
	default:
		return node{kind: jsonNumber, text: r.literal()}, nil
	}
}

func (r *jsonReader) object(depth int) (node, error) {
	n := node{kind: jsonObject}
	if depth > maxDepth {
		return n, tooDeep()
	}
	seen := map[string]bool{}
	for r.next('}') {
		key, err := r.text()
		if err == nil && seen[key] {
			err = &treeError{code: "duplicate_member", message: "is given twice"}
		}
		if err != nil {
			return n, below(key, err)
		}
		seen[key] = true
		r.peek()
		r.at++ // the colon
		value, err := r.value(depth + 1)
		if err != nil {
			return n, below(key, err)
		}
		n.keys, n.items = append(n.keys, key), append(n.items, value)
	}
	return n, nil
}

func (r *jsonReader) array(depth int) (node, error) {
	n := node{kind: jsonArray}
	if depth > maxDepth {
		return n, tooDeep()
	}
	for r.next(']') {
		value, err := r.value(depth + 1)
		if err != nil {
			return n, below(strconv.Itoa(len(n.items)), err)
		}
		n.items = append(n.items, value)
	}
	return n, nil
}

func tooDeep() error {
	return &treeError{code: "too_deep", message: "is nested more than " + strconv.Itoa(maxDepth) + " levels deep"}
}

// next steps over the opening bracket or the comma and says whether an element follows; at the end it steps over the closing bracket.
func (r *jsonReader) next(end byte) bool {
	if r.peek() != end {
		r.at++ // the bracket that opens, or a comma
	}
	if r.peek() != end {
		return true
	}
	r.at++
	return false
}

// peek skips white space and returns the byte that follows it.
func (r *jsonReader) peek() byte {
	for r.src[r.at] == ' ' || r.src[r.at] == '\t' || r.src[r.at] == '\n' || r.src[r.at] == '\r' {
		r.at++
	}
	return r.src[r.at]
}

// literal reads a number, true, false or null.
func (r *jsonReader) literal() string {
	start := r.at
	for r.at < len(r.src) && strings.IndexByte(" \t\r\n,]}", r.src[r.at]) < 0 {
		r.at++
	}
	return string(r.src[start:r.at])
}

// text reads a string and decodes its escapes.
func (r *jsonReader) text() (string, error) {
	r.peek()
	start, escaped := r.at, false
	for r.at++; r.src[r.at] != '"'; r.at++ {
		if r.src[r.at] == '\\' {
			escaped = true
			r.at++
		}
	}
	r.at++
	span := r.src[start:r.at]
	if !escaped {
		return string(span[1 : len(span)-1]), nil
	}
	var text string
	err := json.Unmarshal(span, &text)
	if err == nil && halfSurrogate(span) {
		err = &treeError{code: "bad_character", message: `holds half of a surrogate pair, such as \ud800 alone`}
	}
	return text, err
}

// halfSurrogate says whether an escape in a valid JSON string names no character, which encoding/json would silently replace.
func halfSurrogate(span []byte) bool {
	for i := 0; i < len(span); i++ {
		if span[i] != '\\' {
			continue
		}
		if i++; span[i] != 'u' {
			continue
		}
		first := unit(span[i+1:])
		if i += 4; !utf16.IsSurrogate(first) {
			continue
		}
		if !bytes.HasPrefix(span[i+1:], []byte(`\u`)) || utf16.DecodeRune(first, unit(span[i+3:])) == utf8.RuneError {
			return true
		}
		i += 6
	}
	return false
}

// unit reads the four hexadecimal digits of an escape.
func unit(digits []byte) rune {
	n, _ := strconv.ParseUint(string(digits[:4]), 16, 32) // json.Valid has seen the digits
	return rune(n)
}
