// Package docs carries the published descriptions of the API, generated from the annotations in package api. The registration that swag
// makes of them for other programs is package docs/swagger: it stands apart because it brings all of swag with it.
package docs

import _ "embed" // the descriptions are served by the program

// The published descriptions.
var (
	// Swagger is the Swagger 2.0 document, as JSON.
	//go:embed swagger.json
	Swagger []byte
	// SwaggerYAML is the same document as YAML.
	//go:embed swagger.yaml
	SwaggerYAML []byte
	// OpenAPI is the OpenAPI 3.1 document: the contract.
	//go:embed openapi.json
	OpenAPI []byte
	// OpenAPI30 is the OpenAPI 3.0.3 document, for generators that lag behind.
	//go:embed openapi-3.0.json
	OpenAPI30 []byte
)
