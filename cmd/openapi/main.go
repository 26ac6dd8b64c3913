// Command openapi writes an OpenAPI 3 document from the Swagger 2.0 document
// that swag generates. It is a step of `go generate`, not part of the service:
//
//	go run ./cmd/openapi -in docs/swagger.json -out docs/openapi.json -version 3.1.1
//	go run ./cmd/openapi -in docs/swagger.json -out docs/openapi-3.0.json -version 3.0.3
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"fwptracker/internal/openapi"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "openapi:", err)
	os.Exit(1)
}

// run converts the file -in to the file -out. When the conversion fails, -out is
// not touched. Usage goes to stderr, the name of the written file to stdout.
func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("openapi", flag.ContinueOnError)
	flags.SetOutput(stderr)
	in := flags.String("in", "docs/swagger.json", "the Swagger 2.0 `file` to read")
	out := flags.String("out", "docs/openapi.json", "the OpenAPI `file` to write")
	version := flags.String("version", "3.1.1", "the OpenAPI version to write, 3.1.1 or 3.0.3")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	source, err := os.ReadFile(*in)
	if err != nil {
		return err
	}
	document, err := openapi.Convert(source, *version)
	if err != nil {
		return fmt.Errorf("%s: %w", *in, err)
	}
	if err := os.WriteFile(*out, document, 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "wrote %s (OpenAPI %s)\n", *out, *version)
	return err
}
