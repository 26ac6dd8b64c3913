package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestPopplerReadsThePDF asks a reader that is not ours. It is the program pdftotext that FWP_TEST_POPPLER names; in CI (CI=true) it must be there.
func TestPopplerReadsThePDF(t *testing.T) {
	t.Parallel()
	program := os.Getenv("FWP_TEST_POPPLER")
	if program == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("in CI the tests need Poppler: set FWP_TEST_POPPLER to the program pdftotext")
		}
		t.Log("no Poppler here: set FWP_TEST_POPPLER to the program pdftotext")
		return
	}
	run := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil || strings.Contains(string(out), "Error") {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		return string(out)
	}
	proposals := filepath.Join(t.TempDir(), "proposals.pdf")
	if err := os.WriteFile(proposals, finished(t, proposing()), 0o600); err != nil {
		t.Fatal(err)
	}
	told := dense(run(program, "-raw", "-enc", "UTF-8", proposals, "-"))
	for _, text := range proposalsInPrint {
		if !strings.Contains(told, dense(text)) {
			t.Errorf("Poppler does not read %q of the proposals", text)
		}
	}
	for name, text := range settableTexts {
		file := filepath.Join(t.TempDir(), "report.pdf")
		if err := os.WriteFile(file, finished(t, saying(text)), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := dense(run(program, "-raw", "-enc", "UTF-8", file, "-")); !strings.Contains(got, dense(norm.NFC.String(text))) {
			t.Errorf("Poppler does not read the %s", name)
		}
		about := run(filepath.Join(filepath.Dir(program), "pdfinfo"), "-isodates", file)
		for _, want := range []string{"Title:           Completion report: Forward Work Plan 2024-26", "CreationDate:    2024-07-01T09:30:00Z", "(A4)"} {
			if !strings.Contains(about, want) {
				t.Errorf("Poppler does not find %q in\n%s", want, about)
			}
		}
	}
}
