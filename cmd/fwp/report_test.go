package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReportPrintsAPlanAtAnyDateInAnyForm(t *testing.T) {
	t.Parallel()
	e, _ := demoDatabase(t)
	for call, want := range map[string]string{
		"example-wg-2024-26": "# Completion report",
		"example-wg-2024-26 --form json --audience public --as-of 2025-06-30":      `"as_of":"2025-06-30"`,
		"example-wg-2024-26 --form json --audience chairs --lead delmara":          `"audience":"chairs","scope":{"leads":["delmara"]`,
		"example-wg-2024-26 --form csv --annex --since 2025-01-01":                 "example-wg-2024-26",
		"wg-tip-2021-23 --statement --as-of meeting:wg-tip-9":                      "Progress under the Forward Work Plan 2021-23",
		"wg-tip-2021-23 --form html --objective 1 --known-at 2099-01-01T00:00:00Z": "",
		"example-wg-2024-26 --editions":                                            "edition  as of",
	} {
		code, stdout, stderr := fwp(t, e, append([]string{"report"}, strings.Fields(call)...)...)
		if want == "" {
			if code != 1 || stdout != "" {
				t.Errorf("fwp report %s: exit code %d, %s", call, code, stderr)
			}
			continue
		}
		if code != 0 || !strings.Contains(stdout, want) {
			t.Errorf("fwp report %s: exit code %d, it lacks %q\n%.300s%s", call, code, want, stdout, stderr)
		}
	}
	folder := t.TempDir()
	if code, stdout, stderr := fwp(t, e, "report", "example-wg-2024-26", "--form", "pdf", "--output", folder); code != 0 || stdout != "" || !strings.Contains(stderr, "Wrote ") {
		t.Errorf("exit code %d, %s%s", code, stdout, stderr)
	}
	files, err := filepath.Glob(filepath.Join(folder, "example-wg-2024-26-completion-report-members-*.pdf"))
	if err != nil || len(files) != 1 {
		t.Fatalf("written: %v, %v", files, err)
	}
	if content, err := os.ReadFile(files[0]); err != nil || !bytes.HasPrefix(content, []byte("%PDF-")) {
		t.Errorf("no PDF: %v", err)
	}
}

func TestReportExplainsAWrongCall(t *testing.T) {
	t.Parallel()
	e, _ := demoDatabase(t)
	for call, want := range map[string]string{
		"":                                     "takes the code of one plan",
		"a b":                                  "takes the code of one plan",
		"example-wg-2024-26 --form odt":        "the forms are json, html, docx",
		"example-wg-2024-26 --as-of yesterday": "--as-of yesterday: it is no date",
		"example-wg-2024-26 --since meeting:":  "nor meeting: and the code",
		"example-wg-2024-26 --known-at today":  "--known-at today: it is no moment",
		"example-wg-2024-26 --audience all":    "--audience all: it is one of public",
		"example-wg-2024-26 --rerun":           "--rerun goes only with --edition",
		"example-wg-2024-26 --edition 1 --rerun --form pdf":     "--form does not go with --rerun",
		"example-wg-2024-26 --editions --output x":              "--output does not go with --editions",
		"example-wg-2024-26 --edition 0":                        "numbered from 1",
		"example-wg-2024-26 --edition 1 --form odt":             "--form odt: the forms are json, html",
		"example-wg-2024-26 --edition 1 --statement --form pdf": "--form pdf: the forms are json, md, docx",
		"example-wg-2024-26 --edition 1 --lead delmara":         "--lead does not go with --edition",
	} {
		if code, stdout, stderr := fwp(t, e, append([]string{"report"}, strings.Fields(call)...)...); code != 2 || stdout != "" || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("fwp report %s: exit code %d, %q%s, want %q", call, code, stdout, stderr, want)
		}
	}
	for call, want := range map[string]string{
		"none":                                  "plan none",
		"example-wg-2024-26 --edition 9":        "edition example-wg-2024-26/9",
		"example-wg-2024-26 --lead nobody":      "nobody",
		"example-wg-2024-26 --as-of 2099-01-01": "lies in the future",
	} {
		if code, stdout, stderr := fwp(t, e, append([]string{"report"}, strings.Fields(call)...)...); code != 1 || stdout != "" || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("fwp report %s: exit code %d, %q%s, want %q", call, code, stdout, stderr, want)
		}
	}
}

func TestReportPrintsAnEditionAndMakesItAgain(t *testing.T) {
	t.Parallel()
	e, tokens := demoDatabase(t)
	plan := serving(t, e).url + "/api/v1/plans/example-wg-2024-26/editions"
	if answer, body := ask(t, "POST", plan, `{"audience":"members","since":"2025-01-01"}`, "Authorization", "Bearer "+tokens["co_chair"], "Content-Type", "application/json"); answer.StatusCode != http.StatusCreated {
		t.Fatalf("%s %s", answer.Status, body)
	}
	_, served := ask(t, "GET", plan+"/1/report.md", "", "Authorization", "Bearer "+tokens["reader"])
	if printed := must(t, e, "report", "example-wg-2024-26", "--edition", "1"); printed != served || !strings.Contains(printed, "edition 1") {
		t.Errorf("printed and served differ:\n%.300s\n%.300s", printed, served)
	}
	if list := must(t, e, "report", "example-wg-2024-26", "--editions"); !strings.Contains(list, "demo.cochair") {
		t.Errorf("the list:\n%s", list)
	}
	if again := must(t, e, "report", "example-wg-2024-26", "--edition", "1", "--rerun"); strings.Count(again, "the same\n") != 10 || strings.Contains(again, "differs") {
		t.Errorf("made again:\n%s", again)
	}
	if verified := must(t, e, "verify"); !strings.Contains(verified, " 0 wrong") {
		t.Errorf("verify:\n%s", verified)
	}
}
