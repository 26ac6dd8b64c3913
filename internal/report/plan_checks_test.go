package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"fwptracker/internal/workplan"
)

// checkOf asks a source for its plan check, with waivers of a rule on a subject each.
func checkOf(src workplan.ReportSource, waivers ...[2]string) workplan.ReportSource {
	c := &workplan.CheckSource{QuietDays: 30, Register: true, Whole: true, History: src.StatusChanges, Fold: func(texts ...string) string { return strings.Join(texts, " ") },
		Memberships: []workplan.Membership{{Member: "aland", MembershipContent: workplan.MembershipContent{Role: workplan.MembershipObserver}}}}
	for n, w := range waivers {
		subject, _ := workplan.ParseSubject(w[1])
		c.Waivers = append(c.Waivers, workplan.WaiverReading{State: workplan.WaiverInForce, Waiver: workplan.Waiver{Plan: src.Plan.Code, Number: n + 1, MadeBy: "sec",
			WaiverContent: workplan.WaiverContent{Rule: w[0], Ref: subject.Ref, Objective: subject.Objective, Reason: "Agreed | at the meeting.", EffectiveOn: "2024-06-01", Until: "2024-12-31"}}})
	}
	src.Check = c
	return src
}

// TestTheHandPlanIsChecked: the file was read and held by hand against the plan in [hand].
func TestTheHandPlanIsChecked(t *testing.T) {
	r := workplan.BuildReport(checkOf(handSource(), [2]string{"no-lead", "item 2.3"}, [2]string{"no-due-date", "item 2.3"}, [2]string{"no-period", "plan"}))
	_, got, found := strings.Cut(rendered(t, "md", r, Options{}), "## Annex: plan check\n")
	file := filepath.Join("testdata", "check.md")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if diff := cmp.Diff(string(want), got); err != nil || !found || diff != "" {
		t.Errorf("%s (error %v); if the change is meant, run the test with -update:\n%s", file, err, diff)
	}
}

func TestAReportHasACheckOnlyWhereOneWasAskedFor(t *testing.T) {
	for _, form := range []string{"md", "html"} {
		if strings.Contains(strings.ToLower(rendered(t, form, hand(), Options{})), "plan check") {
			t.Errorf("%s has a check that nobody asked for", form)
		}
	}
	src := handSource()
	src.Items, src.Objectives, src.Plan.PeriodEnd = nil, nil, "2024"
	r := workplan.BuildReport(checkOf(src, [2]string{"plan-without-items", "plan"}))
	page := rendered(t, "html", r, Options{})
	for _, want := range []string{"The plan check has no finding. Waived, and not counted: 1.", "No item is recorded."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// checkTold is what a form says of a check: how many findings stand and are waived, and what each says.
type checkTold struct {
	Standing, Waived int
	Details          []string
}

// TestAllFormsAgreeOnTheCheck: a waived finding is in the annex, and in no count.
func TestAllFormsAgreeOnTheCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := checkOf(drawnSource(t))
		var waivers [][2]string
		for _, f := range workplan.CheckPlan(src).Findings {
			if rapid.Bool().Draw(t, "waived") {
				waivers = append(waivers, [2]string{f.Rule, f.Subject.String()})
			}
		}
		r := workplan.BuildReport(checkOf(src, waivers...))
		want := checkTold{Standing: len(r.Check.Findings) - len(waivers), Waived: len(waivers)}
		for _, f := range r.Check.Findings {
			want.Details = append(want.Details, f.Subject.String())
		}
		slices.Sort(want.Details)
		for form, read := range map[string]func(*rapid.T, []byte) checkTold{
			"xlsx": readCheckSheet,
			"md":   func(_ *rapid.T, data []byte) checkTold { return readMarkdown(string(data)).check() },
			"html": func(t *rapid.T, data []byte) checkTold { return readHTML(t, data).check() },
			"docx": func(t *rapid.T, data []byte) checkTold { return readDOCX(t, data).check() },
		} {
			f, _ := Named(form)
			var b bytes.Buffer
			if err := f.Render(&b, r, Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, read(t, b.Bytes())); diff != "" {
				t.Errorf("%s differs from the report:\n%s", form, diff)
			}
		}
	})
}

// gapForm is how a form lists the items of a rule that finds what is not recorded.
var gapForm = regexp.MustCompile(`^\d+ items?: ([\d., ]+)\.$`)

// check reads the check out of what a form for people says: the last row of the table of rules, and every subject that is named.
func (d told) check() checkTold {
	var c checkTold
	for _, table := range d.tables {
		switch head := table[0]; {
		case head[0] == "Rule":
			last := table[len(table)-1]
			_, _ = fmt.Sscan(last[2], &c.Standing) // 0 shows in the comparison
			_, _ = fmt.Sscan(last[3], &c.Waived)
		case head[0] == "On":
			for _, row := range table[1:] {
				c.Details = append(c.Details, strings.ToLower(row[0][:1])+row[0][1:])
			}
		}
	}
	for _, text := range d.text {
		if refs := gapForm.FindStringSubmatch(text); refs != nil {
			for ref := range strings.SplitSeq(refs[1], ", ") {
				c.Details = append(c.Details, "item "+ref)
			}
		}
	}
	slices.Sort(c.Details)
	return c
}

func readCheckSheet(t *rapid.T, data []byte) checkTold {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Check")
	if err != nil {
		t.Fatal(err)
	}
	var c checkTold
	for _, row := range rows[1:] {
		if len(row) < 8 {
			continue // "The plan check has no finding."
		}
		c.Details = append(c.Details, strings.ToLower(row[2][:1])+row[2][1:])
		if row[7] == english.cellWords(true) {
			c.Standing++
		} else {
			c.Waived++
		}
	}
	slices.Sort(c.Details)
	return c
}
