package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

func texts(s Statement) []string {
	var list []string
	for _, sentence := range s.Sentences {
		list = append(list, string(sentence.Part)+": "+sentence.Text)
	}
	return list
}

func TestTheStatementOfTheHandReport(t *testing.T) {
	src := handSource()
	src.Earlier.AsOf = "2024-02-05" // after the report on 1.1, before those on 2.1 and 1.2
	want := []string{
		"reporting: Action item lead Bland reported on the Plan 2024 | draft & final.",
		"completed: Åland and Bland completed “Course” (item 1.2) on 10 May 2024; Bland reported: “Two courses were held.”",
		"completed: Its output, “Report (final)”, is available.",
		"carried_over: “Logo” (item 2.3, now item 1.1) is continued under the Plan 2027.",
	}
	if diff := cmp.Diff(want, texts(NewStatement(workplan.BuildReport(src), language.English))); diff != "" {
		t.Errorf("since 5 February: %s", diff)
	}
	src.Earlier.AsOf = "2024-01-15"
	want = []string{
		"reporting: Action item leads Åland and Bland reported on the Plan 2024 | draft & final.",
		want[1], want[2],
		"planned: Åland plans to complete “Bulletin <b>” (item 1.1) in the third quarter of 2024 and reported as next steps: “Publish *it*.”",
		"openings: On openings for members in “Bulletin <b>” (item 1.1), Åland reported: “Editors are welcome.”",
		want[3],
	}
	if diff := cmp.Diff(want, texts(NewStatement(workplan.BuildReport(src), language.English))); diff != "" {
		t.Errorf("since January: %s", diff)
	}
	src.Body.ProtocolOrder = workplan.List{"bland", "aland"}
	if got := texts(NewStatement(workplan.BuildReport(src), language.English))[0]; !strings.Contains(got, "Bland and Åland") {
		t.Errorf("in protocol order: %s", got)
	}
}

// Every way in which an open item is spoken of, as of 30 June 2024, by what was reported after the meeting of 15 May.
func TestWhatIsPlannedIsToldInWholeSentences(t *testing.T) {
	steps := func(u workplan.UpdateContent) workplan.UpdateContent { u.NextSteps = "Print it; send it"; return u }
	plan := func(p workplan.PartialDate) workplan.UpdateContent {
		return workplan.UpdateContent{PlannedCompletion: p, Done: "x"}
	}
	by := func(lead string, on workplan.Date, c workplan.UpdateContent) workplan.StatusUpdate {
		u := saidBy(on, "", c)
		u.Lead = lead
		return u
	}
	for _, c := range []struct {
		what    string
		content workplan.ItemContent
		history []workplan.StatusUpdate
		want    string
		rests   int
	}{
		{"a date", workplan.ItemContent{Due: "2024"}, []workplan.StatusUpdate{by("aus", "2024-06-01", plan("2024-Q4"))}, "Australia plans to complete “T” (item 1) in the fourth quarter of 2024.", 1},
		{"a date and steps", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-06-01", steps(plan("2024-12")))},
			"Australia plans to complete “T” (item 1) in December 2024 and reported as next steps: “Print it; send it.”", 1},
		{"a date told before the meeting, and steps after it", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-04-01", plan("2024-12")), by("idn", "2024-06-01", steps(workplan.UpdateContent{}))},
			"Australia plans to complete “T” (item 1) in December 2024; Indonesia reported as next steps: “Print it; send it.”", 2},
		{"steps, then a report without them: the date stays", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-06-01", plan("2024-12")), by("aus", "2024-06-05", workplan.UpdateContent{Done: "y"})},
			"Australia plans to complete “T” (item 1) in December 2024.", 1},
		{"a date told before the meeting, and nothing of it after", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-04-01", plan("2024-12")), by("aus", "2024-06-05", workplan.UpdateContent{Done: "y"})}, "", 0},
		{"a date that is over", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-05-16", plan("2024-05"))}, "“T” (item 1), which Australia had planned to complete in May 2024, remains open.", 1},
		{"a date that is over, and steps", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-05-16", steps(plan("2024-05-20")))},
			"“T” (item 1), which Australia had planned to complete on 20 May 2024, remains open; Australia reported as next steps: “Print it; send it.”", 1},
		{"steps where a due date is recorded", workplan.ItemContent{Due: "2024-Q3"}, []workplan.StatusUpdate{by("aus", "2024-06-01", steps(workplan.UpdateContent{}))},
			"Australia reported as next steps on “T” (item 1), which is due in the third quarter of 2024: “Print it; send it.”", 1},
		{"steps where it is overdue", workplan.ItemContent{Due: "2024-03"}, []workplan.StatusUpdate{by("aus", "2024-06-01", steps(workplan.UpdateContent{}))},
			"Australia reported as next steps on “T” (item 1), which was due in March 2024: “Print it; send it.”", 1},
		{"steps alone", workplan.ItemContent{}, []workplan.StatusUpdate{by("aus", "2024-06-01", steps(workplan.UpdateContent{}))}, "Australia reported as next steps on “T” (item 1): “Print it; send it.”", 1},
		{"steps of the record, no lead's", workplan.ItemContent{}, []workplan.StatusUpdate{by("", "2024-06-01", steps(workplan.UpdateContent{}))}, "The record states as next steps on “T” (item 1): “Print it; send it.”", 1},
		{"a date of the record", workplan.ItemContent{}, []workplan.StatusUpdate{by("", "2024-06-01", plan("2024-Q4"))}, "Completion of “T” (item 1) is planned for the fourth quarter of 2024.", 1},
		{"a date of the record that is over", workplan.ItemContent{}, []workplan.StatusUpdate{by("", "2024-06-01", plan("2023"))}, "“T” (item 1), completion of which was planned for 2023, remains open.", 1},
	} {
		c.content.Title = "T"
		src := sourceOf(sourceItem{"1", c.content, c.history})
		src.WithAnnex = true
		r := workplan.BuildReport(src)
		got, rests := "", 0
		for _, s := range NewStatement(r, language.English).Sentences {
			if s.Part == PartPlanned {
				got, rests = got+s.Text, rests+len(s.Rests)
			}
		}
		if got != c.want || rests != c.rests {
			t.Errorf("%s:\n got %q, resting on %d\nwant %q, resting on %d", c.what, got, rests, c.want, c.rests)
		}
		if is := r.Open[0].Item.PlannedFor(); c.rests > 0 && is != "" && !strings.Contains(got, english.spoken(is)) {
			t.Errorf("%s: the report plans the item for %s, the statement says %q", c.what, is, got)
		}
	}
}

// Whatever leads write, each sentence is one: it begins with a capital or a quotation, ends with a mark, and has its quotation closed.
func TestWhateverLeadsWriteTheSentencesAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := drawnSource(t)
		src.WithAnnex = true
		for _, s := range NewStatement(workplan.BuildReport(src), language.English).Sentences {
			first, _ := utf8.DecodeRuneInString(s.Text)
			if !unicode.IsUpper(first) && first != '“' || strings.Count(s.Text, "“") != strings.Count(s.Text, "”") || !regexp.MustCompile(`[.!?…]”?$`).MatchString(s.Text) ||
				strings.ContainsAny(s.Text, "\n%") {
				t.Errorf("%q", s.Text)
			}
		}
	})
}

// Taking an update away leaves every sentence that does not rest on it as it was.
func TestASentenceGoesWithItsUpdateAndNoOtherDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := drawnSource(t)
		src.WithAnnex, src.View.KnownAt = true, time.Time{}
		before := NewStatement(workplan.BuildReport(src), language.English)
		var all []workplan.StatusUpdate
		for _, h := range before.Report.Annex {
			all = append(all, h.Updates...)
		}
		if len(all) == 0 {
			return
		}
		gone := rapid.SampledFrom(all).Draw(t, "gone")
		for n, i := range src.Items {
			if i.ID == gone.ItemID {
				delete(src.Updates[i.ID], gone.Number)
				left := slices.DeleteFunc(slices.Clone(src.StatusChanges[i.ID]), func(u workplan.StatusUpdate) bool { return u.Number == gone.Number })
				src.StatusChanges[i.ID], src.Items[n].Standing = left, workplan.ReplayUpdates(left, src.View)
			}
		}
		after := texts(NewStatement(workplan.BuildReport(src), language.English))
		for n, s := range before.Sentences {
			if gone.Status != "" && strings.Contains(s.Text, "(item "+strconv.FormatInt(gone.ItemID, 10)) {
				continue // whether the item is open or completed rests on all that set its status
			}
			rests := slices.ContainsFunc(s.Rests, func(u workplan.StatusUpdate) bool { return u.ItemID == gone.ItemID && u.Number == gone.Number })
			if !rests && !slices.Contains(after, texts(before)[n]) {
				t.Errorf("without update %d of item %d this is gone, which does not rest on it: %q", gone.Number, gone.ItemID, s.Text)
			}
		}
	})
}

// Taking an update away takes away the sentences that rest on it, and no other.
func TestASentenceGoesWithItsUpdate(t *testing.T) {
	whole := handSource()
	whole.Earlier.AsOf = "2024-01-15"
	before := NewStatement(workplan.BuildReport(whole), language.English)
	for _, gone := range []workplan.StatusUpdate{whole.Updates[1][1], whole.Updates[2][1]} {
		src := handSource()
		src.Earlier.AsOf = "2024-01-15"
		delete(src.Updates[gone.ItemID], gone.Number)
		src.StatusChanges[gone.ItemID] = nil
		for n := range src.Items {
			if src.Items[n].ID == gone.ItemID {
				src.Items[n].Standing = workplan.Unreported()
			}
		}
		after := texts(NewStatement(workplan.BuildReport(src), language.English))
		for n, s := range before.Sentences {
			if s.Part == PartReporting {
				continue // it says less, where the lead made other reports it says the same
			}
			rests := slices.ContainsFunc(s.Rests, func(u workplan.StatusUpdate) bool { return u.Name() == gone.Name() })
			if there := slices.Contains(after, texts(before)[n]); there == rests {
				t.Errorf("without update %s: %q rests on it: %v, is there: %v", gone.Name(), s.Text, rests, there)
			}
		}
	}
}

func TestANilReturnIsSaid(t *testing.T) {
	src := handSource()
	src.Earlier.AsOf = "2024-05-01"
	u := workplan.StatusUpdate{ItemID: 1, Plan: "wg-2024", Ref: "1.1", Number: 2, Lead: "aland", UpdateContent: workplan.UpdateContent{Kind: workplan.UpdateNilReturn, EffectiveOn: "2024-06-01"}}
	src.Updates[1][2] = u
	if got := texts(NewStatement(workplan.BuildReport(src), language.English)); !slices.Contains(got, "reporting: Åland advised that it had nothing to report.") {
		t.Errorf("%q", got)
	}
}

// Who reported at a meeting is told by the meeting's record too; where a lead also sent updates or a nil return, it is named once.
func TestWhoReportedAtAMeetingIsNamed(t *testing.T) {
	nothing := saidBy("2024-06-01", "", workplan.UpdateContent{})
	src := sourceOf(sourceItem{"1", workplan.ItemContent{}, []workplan.StatusUpdate{nothing}}, sourceItem{"2", workplan.ItemContent{}, []workplan.StatusUpdate{saidBy("2024-06-02", "", workplan.UpdateContent{Done: "x"})}})
	for _, id := range []int64{1, 2} {
		u := src.Updates[id][1]
		u.Kind, u.Lead = []workplan.UpdateKind{workplan.UpdateNilReturn, workplan.UpdateProgress}[id-1], []string{"idn", "aus"}[id-1]
		src.Updates[id][1] = u
	}
	src.WithAnnex = true
	want := []string{"reporting: Action item lead Australia reported on the Plan & <one>.", "reporting: Indonesia advised that it had nothing to report."}
	if diff := cmp.Diff(want, texts(NewStatement(workplan.BuildReport(src), language.English))); diff != "" {
		t.Errorf("without a record: %s", diff)
	}
	src.Reported = []workplan.MeetingReport{{Meeting: "wg-9", On: "2024-05-15", Leads: workplan.List{"iom"}}, {Meeting: "wg-9b", On: "2024-06-20", Leads: workplan.List{"vnm", "idn"}}}
	s := NewStatement(workplan.BuildReport(src), language.English)
	want = []string{"reporting: Action item leads Australia, Indonesia and Việt Nam reported on the Plan & <one>."} // the ninth meeting lies before its time
	if diff := cmp.Diff(want, texts(s)); diff != "" || !slices.Equal(s.Sentences[0].Meetings, []string{"wg-9b"}) || len(s.Sentences[0].Rests) != 2 {
		t.Errorf("with records, resting on %v and %d updates: %s", s.Sentences[0].Meetings, len(s.Sentences[0].Rests), diff)
	}
}

// What leads write with quotation marks of its own, on several lines or without an end, is quoted all the same.
func TestAQuotationInAQuotationTakesSingleMarks(t *testing.T) {
	for given, want := range map[string]string{"The guide “Signs” is out": "“The guide ‘Signs’ is out.”", `It says "go".`: "“It says 'go'.”", "one\ntwo,": "“one two.”", "«Oui»": "“‹Oui›.”", " ": "", "": ""} {
		if got := quote(given); got != want {
			t.Errorf("%q is quoted as %q, want %q", given, got, want)
		}
	}
}

// What a draft proposes to continue is not decided, and no statement says that it is.
func TestADraftContinuesNothingYet(t *testing.T) {
	src := handSource()
	src.Successors[0].Draft = true
	r := workplan.BuildReport(src)
	for _, s := range NewStatement(r, language.English).Sentences {
		if s.Part == PartCarried {
			t.Errorf("the statement says %q", s.Text)
		}
	}
	if got := rowText(tableNamed(t, compose(r, english), "Items carried").Rows[0]); !strings.HasSuffix(got, "Plan 2027 (a draft on 30 June 2024)") {
		t.Errorf("the schedule says %q", got)
	}
}

// The day of completion may be told better by a later report: the sentence rests on both.
func TestACompletionRestsOnWhatDatesIt(t *testing.T) {
	src := sourceOf(sourceItem{"1", workplan.ItemContent{Leads: workplan.List{"aus"}}, []workplan.StatusUpdate{
		saidBy("2024-06-01", workplan.StatusCompleted, workplan.UpdateContent{Done: "Out", CompletedOn: "2024-05"}),
		saidBy("2024-06-10", workplan.StatusCompleted, workplan.UpdateContent{Done: "The day is known", CompletedOn: "2024-05-30"})}})
	src.WithAnnex = true
	for _, s := range NewStatement(workplan.BuildReport(src), language.English).Sentences {
		if s.Part == PartCompleted && (s.Text != "Australia completed “Item 1” (item 1) on 30 May 2024 and reported: “Out.”" || len(s.Rests) != 2) {
			t.Errorf("%q rests on %d updates", s.Text, len(s.Rests))
		}
	}
}

func TestSentencesEndWhereTheyEnd(t *testing.T) {
	for given, want := range map[string]string{"": "", "One": "One.", "First. Second.": "First.", "On 7 Nov. 2023 it met. Then": "On 7 Nov. 2023 it met.", "Really? Yes": "Really?",
		"a\n b": "a b.", "Two courses; more": "Two courses; more.", "Two courses and;": "Two courses and.", "So be it…": "So be it…"} {
		if got := firstSentence(given); got != want {
			t.Errorf("%q gives %q, want %q", given, got, want)
		}
	}
	for given, want := range map[workplan.PartialDate]string{"2023": "in 2023", "2023-Q4": "in the fourth quarter of 2023", "2023-11": "in November 2023", "2023-11-08": "on 8 November 2023"} {
		if got := english.within(given); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
}
