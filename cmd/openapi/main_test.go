package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const source = `{
	"swagger": "2.0", "info": {"title": "t", "version": "1"}, "basePath": "/api/v1",
	"paths": {"/status": {"get": {"operationId": "readStatus", "responses": {"204": {"description": "It is there"}}}}}
}`

// runIn runs the program on a file with the given content.
func runIn(t *testing.T, content, version string) (out string, stdout string, err error) {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "swagger.json")
	out = filepath.Join(dir, "openapi.json")
	for file, text := range map[string]string{in: content, out: "old"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var answer, usage bytes.Buffer
	err = run([]string{"-in", in, "-out", out, "-version", version}, &answer, &usage)
	written, readErr := os.ReadFile(out)
	if readErr != nil {
		t.Fatal(readErr)
	}
	return string(written), answer.String(), err
}

func TestRunWritesTheWantedVersion(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"3.1.1", "3.0.3"} {
		written, stdout, err := runIn(t, source, version)
		if err != nil {
			t.Fatal(err)
		}
		if want := `"openapi": "` + version + `"`; !strings.Contains(written, want) {
			t.Errorf("the file does not contain %s:\n%s", want, written)
		}
		if !strings.Contains(stdout, "openapi.json (OpenAPI "+version+")") {
			t.Errorf("stdout does not name the file and the version: %q", stdout)
		}
	}
}

func TestRunLeavesTheFileWhenTheConversionFails(t *testing.T) {
	t.Parallel()
	for name, input := range map[string][2]string{
		"invalid document": {strings.ReplaceAll(source, "/status", "/status/{id}"), "3.1.1"},
		"not Swagger":      {`{}`, "3.1.1"},
		"unknown version":  {source, "4.0.0"},
	} {
		written, _, err := runIn(t, input[0], input[1])
		if err == nil || !strings.Contains(err.Error(), "swagger.json") {
			t.Errorf("%s: got error %v, want one that names the input file", name, err)
		}
		if written != "old" {
			t.Errorf("%s: the file was overwritten:\n%s", name, written)
		}
	}
}

func TestRunRefusesWrongArguments(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run([]string{"docs/swagger.json"}, &out, &out); err == nil || !strings.Contains(err.Error(), "docs/swagger.json") {
		t.Errorf("argument without a flag: got error %v", err)
	}
	if err := run([]string{"-in", filepath.Join(t.TempDir(), "none.json")}, &out, &out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no input file: got error %v", err)
	}
	if err := run([]string{"-h"}, &out, &out); !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "-version") {
		t.Errorf("help: got error %v and usage %q", err, out.String())
	}
}
