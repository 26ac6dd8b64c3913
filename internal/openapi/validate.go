package openapi

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// validate reads the document back as a consumer would and checks it, with
// every example and default against its schema. A fault in a schema is reported
// with the JSON pointer of the innermost schema that has it, a fault in an
// operation with its path and method.
func validate(data []byte) error {
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(data)
	if err != nil {
		return err
	}
	if err := validateSchemas(loader.Context, doc); err != nil {
		return err
	}
	return doc.Validate(loader.Context, openapi3.EnableExamplesValidation())
}

// validateSchemas checks schema by schema, outer before inner: the validation of
// a whole document names only the component, which may have fifty fields.
func validateSchemas(ctx context.Context, doc *openapi3.T) error {
	options := []openapi3.ValidationOption{openapi3.EnableExamplesValidation()}
	if doc.IsOpenAPI31OrLater() {
		options = append(options, openapi3.IsOpenAPI31OrLater())
	}
	var where string
	var fault error
	err := doc.WalkSchemas(func(pointer string, schema *openapi3.SchemaRef) error {
		if fault != nil && !strings.HasPrefix(pointer, where+"/") {
			return nil
		}
		if err := validateSchema(ctx, schema.Value, options); err != nil {
			where, fault = pointer, err
		}
		return nil
	})
	if err != nil || fault == nil {
		return err
	}
	return fmt.Errorf("#%s: %w", where, brief(fault))
}

// validateSchema also checks the list of examples of OpenAPI 3.1, which
// kin-openapi does not.
func validateSchema(ctx context.Context, schema *openapi3.Schema, options []openapi3.ValidationOption) error {
	if err := schema.Validate(ctx, options...); err != nil {
		return err
	}
	for _, example := range schema.Examples {
		if err := schema.VisitJSON(example, openapi3.EnableJSONSchema2020()); err != nil {
			return fmt.Errorf("invalid example: %w", err)
		}
	}
	return nil
}

// brief replaces a value's fault, which prints its whole schema, by the reason
// and the value.
func brief(fault error) error {
	if e, ok := errors.AsType[*openapi3.SchemaError](fault); ok {
		return fmt.Errorf("the example or default %v is invalid: %s", e.Value, e.Reason)
	}
	return fault
}
