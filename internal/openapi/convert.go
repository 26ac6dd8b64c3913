// Package openapi turns the Swagger 2.0 description that swag writes into the
// OpenAPI 3 documents that the service publishes.
//
// Swagger 2.0 cannot say several things that are true of the API: that errors
// are application/problem+json, that a field may be null, that a token is an
// HTTP bearer token, that an operation is public. The conversion adds them from
// conventions (a 4xx answer is a problem) and from vendor extensions
// (x-nullable, x-pattern, x-example, x-cookie-name), and removes what only
// existed to carry them.
//
// The work is done in three steps: the 2.0 tree is completed and its
// definitions get their public names (swagger2.go, names.go), kin-openapi
// converts it to 3.0, and the 3.0 tree is edited (operations.go, schemas.go,
// enums.go) for the wanted version and validated, examples included
// (validate.go).
package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
)

// The versions that Convert can write.
const (
	version30 = "3.0.3"
	version31 = "3.1.1"
)

// Convert returns the OpenAPI document of the given version, "3.1.1" or
// "3.0.3", that says the same as the Swagger 2.0 JSON document.
//
// The answer is JSON with two-space indentation, sorted keys and a final
// newline; the same input gives the same bytes. It has been validated with its
// examples. The error for an input that does not parse, holds a dangling
// reference, gives two definitions the same public name, or describes something
// invalid names the place in the document.
func Convert(swagger2 []byte, version string) ([]byte, error) {
	if version != version30 && version != version31 {
		return nil, fmt.Errorf("cannot write version %q: choose %s or %s", version, version31, version30)
	}
	source, err := parseSwagger2(swagger2)
	if err != nil {
		return nil, fmt.Errorf("read Swagger 2.0: %w", err)
	}
	completeOperations(source)
	if err := renameDefinitions(source); err != nil {
		return nil, fmt.Errorf("read definitions: %w", err)
	}
	doc, err := toOpenAPI30(source)
	if err != nil {
		return nil, fmt.Errorf("convert to OpenAPI 3: %w", err)
	}
	doc["openapi"] = version
	editOperations(doc)
	editSecuritySchemes(doc)
	editSchemas(doc, version)

	out, err := encode(doc)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", version, err)
	}
	if err := validate(out); err != nil {
		return nil, fmt.Errorf("the %s document is invalid: %w", version, err)
	}
	return out, nil
}

// parseSwagger2 reads the input as a tree and refuses any other version.
func parseSwagger2(data []byte) (object, error) {
	doc, err := decode(data)
	if err != nil {
		return nil, err
	}
	if doc["swagger"] != "2.0" {
		return nil, fmt.Errorf(`the field "swagger" must be "2.0", found %v`, doc["swagger"])
	}
	return doc, nil
}

// toOpenAPI30 lets kin-openapi do the structural part of the conversion. Every
// reference in the result resolves.
func toOpenAPI30(source object) (object, error) {
	data, err := json.Marshal(source)
	if err != nil {
		return nil, err
	}
	var doc2 openapi2.T
	if err := json.Unmarshal(data, &doc2); err != nil {
		return nil, err
	}
	doc3, err := openapi2conv.ToV3(&doc2)
	if err != nil {
		return nil, err
	}
	data, err = json.Marshal(doc3)
	if err != nil {
		return nil, err
	}
	return decode(data)
}

// decode reads one JSON object, keeping numbers as they are written.
func decode(data []byte) (object, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var doc object
	if err := dec.Decode(&doc); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more data after the document")
	}
	return doc, nil
}

// encode writes the published form: sorted keys, two spaces, final newline, and
// <, > and & as themselves.
func encode(doc object) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
