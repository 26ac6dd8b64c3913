package api

import (
	"bytes"
	"io"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/swaggo/swag"
	"github.com/swaggo/swag/gen"

	"fwptracker/internal/openapi"
)

// TestGeneratedFilesAreCurrent runs what the go:generate lines of api.go run, and compares.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "docs")
	generate(t, out, "json", "yaml")
	generate(t, filepath.Join(out, "swagger"), "go")
	for _, name := range []string{"swagger.json", "swagger.yaml", "swagger/docs.go"} {
		same(t, name, contentOf(t, filepath.Join(out, name)))
	}
	for name, version := range map[string]string{"openapi.json": "3.1.1", "openapi-3.0.json": "3.0.3"} {
		text, err := openapi.Convert(contentOf(t, filepath.Join(out, "swagger.json")), version)
		if err != nil {
			t.Fatal(err)
		}
		same(t, name, text)
	}
	lines := regexp.MustCompile(`(?m)^//go:generate (.*)$`).FindAllSubmatch(contentOf(t, "api.go"), -1)
	if len(lines) != 4 {
		t.Errorf("api.go has %d go:generate lines, not the 4 that this test repeats", len(lines))
	}
}

func generate(t *testing.T, out string, types ...string) {
	t.Helper()
	err := gen.New().Build(&gen.Config{SearchDir: ".", MainAPIFile: "doc.go", OutputDir: out, OutputTypes: types, MarkdownFilesDir: ".",
		PropNamingStrategy: swag.CamelCase, ParseDepth: 100, InstanceName: swag.Name, OverridesFile: gen.DefaultOverridesFile, CollectionFormat: "csv",
		LeftTemplateDelim: "{{", RightTemplateDelim: "}}", Debugger: log.New(io.Discard, "", 0)})
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, name string, want []byte) {
	t.Helper()
	if !bytes.Equal(contentOf(t, filepath.Join("..", "docs", name)), want) {
		t.Errorf("docs/%s is not what the annotations say: run go generate ./api", name)
	}
}

func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
