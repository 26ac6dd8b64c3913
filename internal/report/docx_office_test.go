package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fwptracker/internal/workplan"
)

// soffice is the program of LibreOffice that FWP_TEST_SOFFICE names; in CI (CI=true) it must be there. Where there is none it says so, and the
// test has nothing to do.
func soffice(t *testing.T) (program string, there bool) {
	t.Helper()
	program = os.Getenv("FWP_TEST_SOFFICE")
	if program == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("in CI the tests need LibreOffice: set FWP_TEST_SOFFICE")
		}
		t.Log("no LibreOffice here: set FWP_TEST_SOFFICE to the program soffice")
	}
	return program, program != ""
}

// readByOffice opens a Word file in LibreOffice, and gives the text and the sizes of the pages that it prints.
func readByOffice(t *testing.T, program string, file []byte) (text, about string) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "report.docx"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		var complaints bytes.Buffer
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir, cmd.Stderr = folder, &complaints
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s%s", name, err, out, complaints.String())
		}
		return string(out)
	}
	run(program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(folder, "profile")), "--headless", "--convert-to", "pdf", "--outdir", folder, "report.docx")
	return run("pdftotext", "-layout", "report.pdf", "-"), run("pdfinfo", "-f", "1", "-l", "-1", "report.pdf")
}

// LibreOffice opens the file and prints all of it: headings, numbers, page numbers, and the annex in landscape.
func TestLibreOfficeOpensTheWordFile(t *testing.T) {
	t.Parallel()
	program, there := soffice(t)
	if !there {
		return
	}
	r := wordReport(24, 3)
	text, about := readByOffice(t, program, renderedWord(t, r))
	flat := strings.Join(strings.Fields(text), " ")
	for _, b := range compose(r, english).blocks {
		if h, is := b.(heading); is && !strings.Contains(flat, h.Text) {
			t.Errorf("the heading %q is not printed", h.Text)
		}
	}
	h := r.Headline
	for _, want := range []string{"Kế hoạch <2024>", english.rate(h.Rate), workplan.RateRule, "Completed " + printedRow(h.ByStatus[workplan.StatusCompleted], h.ContinuingByStatus[workplan.StatusCompleted]),
		"All " + printedRow(h.OneOff, h.Continuing), "1 / ", "Republic of Number 11"} {
		if !strings.Contains(flat, want) {
			t.Errorf("%q is not printed", want)
		}
	}
	for _, want := range []string{"Title:           Completion report: Kế hoạch <2024>, as of 1 March 2025", "595.", "841."} {
		if !strings.Contains(about, want) {
			t.Errorf("%q is not in %s", want, about)
		}
	}
	if upright, wide := strings.Count(about, "size:  595.")+strings.Count(about, "size: 595."), strings.Count(about, "size:  841.")+strings.Count(about, "size: 841."); upright < 4 || wide < 6 {
		t.Errorf("%d upright pages and %d in landscape:\n%s", upright, wide, about)
	}
}

// printedRow are the numbers of a row as they are printed.
func printedRow(one, more int) string {
	row := []cell{english.number(one), english.number(more), english.number(one + more)}
	var parts []string
	for _, c := range row {
		parts = append(parts, c.text())
	}
	return strings.Join(parts, " ")
}
