package tracker_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// plainly sets all that a report says as one text, so that any change of it shows.
func plainly(_ context.Context, r workplan.CompletionReport, annex bool) ([]workplan.EditionBytes, error) {
	text, err := json.Marshal(map[string]any{"report": r, "annex": annex})
	return []workplan.EditionBytes{{EditionFile: workplan.EditionFile{File: "report.txt", Name: "report.txt", MediaType: "text/plain"}, Content: text}}, err
}

// issued is an edition for members that chair issued with a note.
func (w *world) issued(note string, ask func(*tracker.EditionRequest)) tracker.EditionReading {
	w.t.Helper()
	e, err := w.issue("chair", note, ask)
	w.tick(err)
	return e
}

func (w *world) issue(who, note string, ask func(*tracker.EditionRequest)) (tracker.EditionReading, error) {
	w.t.Helper()
	in := tracker.EditionRequest{NewEdition: workplan.NewEdition{Note: note}}
	in.Scope.Audience = workplan.AudienceMembers
	if ask != nil {
		ask(&in)
	}
	return w.IssueEdition(w.ctx(), w.as(who), "p", in, plainly)
}

func (w *world) textOf(e tracker.EditionReading) string {
	w.t.Helper()
	f, err := w.EditionFile(w.ctx(), w.as("chair"), "p", e.Number, "report.txt")
	must(w.t, err)
	return string(f.Content)
}

func TestAnEditionStaysAsItWasIssued(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		first := w.issued("first", func(e *tracker.EditionRequest) { e.When.Meeting, e.Since = "wg-9", tracker.When{AsOf: "2024-02-01"} })
		text := w.textOf(first)
		for _, want := range []string{"Item 1.1", `"Note":"first"`, `"GeneratedBy":"chair"`} {
			if !strings.Contains(text, want) {
				t.Errorf("the edition lacks %q", want)
			}
		}
		if first.Number != 1 || first.AsOf != "2024-02-15" || first.Meeting != "wg-9" || first.Since != "2024-02-01" || first.IssuedBy != "chair" || first.Revision != 1 {
			t.Errorf("issued as %+v", first)
		}
		late := becomes(workplan.StatusInProgress, "had begun before the meeting")
		late.EffectiveOn = "2024-02-10"
		w.posts("ben", "p", "1.2", late)
		w.renamed("aland", func(m *workplan.MemberContent) { m.Name = "New Aland" })
		if w.textOf(first) != text {
			t.Error("what was written later changed the edition")
		}
		r, err := w.RerunEdition(w.ctx(), "p", 1)
		must(t, err)
		again, err := plainly(w.ctx(), r, first.Annex)
		must(t, err)
		if string(again[0].Content) != text {
			t.Errorf("made again from what it was made from, it differs:\n%s\n%s", text, again[0].Content)
		}
		second := w.issued("second", func(e *tracker.EditionRequest) { e.When.Meeting = "wg-9" })
		if strings.Contains(text, "had begun") || !strings.Contains(w.textOf(second), "had begun before the meeting") || second.Number != 2 {
			t.Errorf("edition %d does not say what became known since", second.Number)
		}
	})
}

func TestACorrectedEditionListsWhatDiffers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		w.issued("first", func(e *tracker.EditionRequest) { e.When.Meeting, e.Scope.Leads = "wg-9", workplan.List{"bland"} })
		late := becomes(workplan.StatusInProgress, "had begun before the meeting")
		late.EffectiveOn = "2024-02-10"
		w.posts("ben", "p", "1.2", late)
		corrects := func(e *tracker.EditionRequest) {
			e.Scope, e.Corrects, e.CorrectionReason = workplan.ReportScope{}, 1, "Bland had begun"
		}
		second := w.issued("", corrects)
		if second.AsOf != "2024-02-15" || second.AsOfMeeting != "wg-9" || second.Audience != workplan.AudienceMembers || !slices.Equal(second.Leads, workplan.List{"bland"}) {
			t.Errorf("the correction was not asked for as what it corrects: %+v", second)
		}
		want := workplan.Differences{
			{About: "edition", Field: "note", Was: "first"},
			{About: "numbers", Field: "in_progress", Was: "0", Is: "1"},
			{About: "numbers", Field: "planned", Was: "1", Is: "0"},
			{About: "numbers", Field: "silent", Was: "2", Is: "1"},
			{About: "plan", Field: "silent_leads", Was: "Land of bland: 1.2, 2.1"},
			{About: "1.2", Field: "history", Is: "update 2"},
			{About: "1.2", Field: "last_reported_on", Is: "2024-02-10"},
			{About: "1.2", Field: "latest_report", Is: "update 2 of 2024-02-10: had begun before the meeting"},
			{About: "1.2", Field: "silent", Was: "true", Is: "false"},
			{About: "1.2", Field: "status", Was: "planned", Is: "in_progress"},
			{About: "1.2", Field: "status_set_by", Is: "update 2 of 2024-02-10: had begun before the meeting"},
			{About: "1.2", Field: "status_since", Is: "2024-02-10"},
		}
		if diff := cmp.Diff(want, second.Differences); diff != "" {
			t.Errorf("differences (-want +got):\n%s", diff)
		}
		if e, err := w.Edition(w.ctx(), w.as("rita"), "p", 1); err != nil || e.CorrectedBy != 2 {
			t.Errorf("edition 1 is corrected by %d, %v", e.CorrectedBy, err)
		}
		_, err := w.issue("chair", "", corrects)
		refused(t, err, "already-corrected")
		_, err = w.issue("chair", "", func(e *tracker.EditionRequest) {
			e.Scope.Audience, e.Corrects, e.CorrectionReason = workplan.AudiencePublic, 2, "for all"
		})
		if got := faultsOf(err); !slices.Contains(got, "/audience wider_than_plan") || !slices.Contains(got, "/audience other_audience") {
			t.Errorf("a correction for others: %v", got)
		}
	})
}

func TestWhoIssuesAndReadsEditions(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		for who, slug := range map[string]string{"ana": "forbidden", "cleo": "forbidden", "rita": "forbidden", "root": "not-found"} {
			_, err := w.issue(who, "", nil)
			refused(t, err, slug)
		}
		_, err := w.IssueEdition(w.ctx(), w.as("chair"), "q", tracker.EditionRequest{NewEdition: workplan.NewEdition{Scope: workplan.ReportScope{Audience: "members"}}}, plainly)
		refused(t, err, "plan-not-endorsed")
		_, err = w.issue("desk", "", nil)
		w.tick(err)
		w.issued("", func(e *tracker.EditionRequest) { e.Scope.Audience = workplan.AudienceChairs })
		for who, want := range map[string]string{"chair": "1 2", "desk": "1 2", "rita": "1", "ana": "1", "cleo": "1"} {
			list, err := w.ListEditions(w.ctx(), w.as(who), "p", workplan.Page{})
			must(t, err)
			var numbers []string
			for _, e := range list.Rows {
				numbers = append(numbers, fmt.Sprint(e.Number))
			}
			if got := strings.Join(numbers, " "); got != want {
				t.Errorf("%s sees the editions %s, want %s", who, got, want)
			}
			_, err = w.Edition(w.ctx(), w.as(who), "p", 2)
			_, fileErr := w.EditionFile(w.ctx(), w.as(who), "p", 2, "report.txt")
			if hidden := !strings.Contains(want, "2"); hidden {
				refused(t, err, "not-found")
				refused(t, fileErr, "not-found")
			} else if err != nil || fileErr != nil {
				t.Errorf("%s: %v, %v", who, err, fileErr)
			}
		}
		_, err = w.EditionFile(w.ctx(), w.as("chair"), "p", 1, "report.doc")
		refused(t, err, "not-found")
	})
}

func TestWhatAnEditionIsRefusedFor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		for name, c := range map[string]struct {
			ask  func(*tracker.EditionRequest)
			want string
		}{
			"no audience":        {func(e *tracker.EditionRequest) { e.Scope.Audience = "" }, "/audience required"},
			"wider than plan":    {func(e *tracker.EditionRequest) { e.Scope.Audience = workplan.AudiencePublic }, "/audience wider_than_plan"},
			"no such meeting":    {func(e *tracker.EditionRequest) { e.NewEdition.Meeting = "wg-99" }, "/meeting unknown"},
			"no such lead":       {func(e *tracker.EditionRequest) { e.Scope.Leads = workplan.List{"nowhere"} }, "/lead unknown"},
			"in the future":      {func(e *tracker.EditionRequest) { e.AsOf = "2031-01-01" }, "/as_of in_future"},
			"since after":        {func(e *tracker.EditionRequest) { e.AsOf, e.Since = "2024-02-02", tracker.When{AsOf: "2024-03-01"} }, "/since out_of_order"},
			"corrects nothing":   {func(e *tracker.EditionRequest) { e.Corrects, e.CorrectionReason = 7, "x" }, "/corrects unknown"},
			"no reason":          {func(e *tracker.EditionRequest) { e.Corrects = 7 }, "/correction_reason required"},
			"reason for nothing": {func(e *tracker.EditionRequest) { e.CorrectionReason = "x" }, "/corrects required"},
		} {
			_, err := w.issue("chair", "", c.ask)
			if got := faultsOf(err); !slices.Contains(got, c.want) {
				t.Errorf("%s: %v (%v)", name, got, err)
			}
		}
		list, err := w.ListEditions(w.ctx(), w.as("chair"), "p", workplan.Page{})
		if must(t, err); len(list.Rows) > 0 {
			t.Errorf("%d editions were issued all the same", len(list.Rows))
		}
	})
}

func TestEditionsIssuedAtOnceAreNumberedOneAfterTheOther(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		small(w)
		chair := w.as("chair")
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				in := tracker.EditionRequest{NewEdition: workplan.NewEdition{Scope: workplan.ReportScope{Audience: workplan.AudienceMembers}}}
				if _, err := w.IssueEdition(w.ctx(), chair, "p", in, plainly); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		list, err := w.ListEditions(w.ctx(), chair, "p", workplan.Page{})
		must(t, err)
		for n, e := range list.Rows {
			if e.Number != n+1 || !strings.Contains(w.textOf(e), fmt.Sprintf(`"Edition":{"Number":%d,`, e.Number)) {
				t.Errorf("edition %d does not say its own number", e.Number)
			}
		}
		if len(list.Rows) != 6 {
			t.Errorf("%d editions", len(list.Rows))
		}
		for range workplan.EditionsADay - 6 {
			w.issued("", nil)
		}
		_, err = w.issue("chair", "", nil)
		refused(t, err, "too-many-editions")
		w.until("2024-05-01").issued("", nil)
	})
}

func TestVerifyHoldsTheBytesOfEditions(t *testing.T) {
	behind(t, func(t *testing.T, w tampered) {
		w.issued("", nil)
		if wrong := w.wrong(); len(wrong) > 0 {
			t.Fatalf("untouched: %v", wrong)
		}
		for _, trigger := range []string{"edition_files_stay", "report_editions_stay"} {
			if w.store.Engine() == "postgres" {
				w.exec("DROP TRIGGER " + trigger + " ON " + strings.TrimSuffix(trigger, "_stay"))
			} else {
				w.exec("DROP TRIGGER " + trigger)
			}
		}
		w.exec("UPDATE edition_files SET content = ''")
		if got := w.wrong(); !slices.Contains(got, "edition p/1: report.txt is not what was recorded") {
			t.Errorf("found %v", got)
		}
		w.exec("UPDATE report_editions SET note = 'forged', issued_by = 'somebody'")
		if got := w.wrong(); !slices.Contains(got, "edition p/1: note is not what was recorded") || !slices.Contains(got, "edition p/1: issued_by is not what was recorded") {
			t.Errorf("found %v", got)
		}
	})
}
