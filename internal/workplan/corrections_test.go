package workplan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCorrections(t *testing.T) {
	iom, aus, chair, secretariat := focalPoint("iom"), focalPoint("aus"), inBody(RoleCoChair, "wg"), inBody(RoleSecretariat, "wg")
	nilReturn := report(2, "iom", "2024-04-01", "")
	nilReturn.Kind, nilReturn.Done = UpdateNilReturn, ""
	fixed := correcting(1, report(2, "iom", "2024-02-01", StatusInProgress))
	completedAgain := UpdateContent{Status: StatusCompleted, CompletedOn: "2024-02-20", Done: "published in February"}
	for _, c := range []struct {
		what    string
		actor   Actor
		item    ActionItem
		history []StatusUpdate
		number  int
		in      UpdateContent
		want    string
	}{
		{"of the own report", iom, ledBy("iom"), []StatusUpdate{started}, 1, UpdateContent{Status: StatusInProgress, Done: "better"}, "ok in_progress progress iom"},
		{"of the own report, without the status it had", iom, ledBy("iom"), []StatusUpdate{started}, 1, UpdateContent{Done: "better"}, "ok planned progress iom"},
		{"of a co-lead's report", aus, ledBy("iom", "aus"), []StatusUpdate{started}, 1, UpdateContent{Done: "better"}, "forbidden"},
		{"of a report made for nobody", iom, ledBy("iom"), []StatusUpdate{report(1, "", "2024-02-01", "")}, 1, UpdateContent{Done: "x"}, "forbidden"},
		{"by the secretariat, for the lead of the report", secretariat, ledBy("iom", "aus"), []StatusUpdate{started}, 1, UpdateContent{Done: "x"}, "ok planned progress for iom"},
		{"by the secretariat, for a lead that no longer leads", secretariat, ledBy("aus"), []StatusUpdate{started}, 1, UpdateContent{Done: "x"}, "ok planned progress for iom"},
		{"by one who speaks for both leads", focalPoint("aus", "iom"), ledBy("aus", "iom"), []StatusUpdate{started}, 1, UpdateContent{Done: "x"}, "ok planned progress iom"},
		{"of what has been corrected", iom, ledBy("iom"), []StatusUpdate{started, fixed}, 1, UpdateContent{Done: "x"}, "already-corrected"},
		{"of the correction", iom, ledBy("iom"), []StatusUpdate{started, fixed}, 2, UpdateContent{Done: "x"}, "ok planned progress iom"},
		{"of a nil return", iom, ledBy("iom"), []StatusUpdate{started, nilReturn}, 2, UpdateContent{Done: "something after all"}, "ok in_progress progress iom"},
		{"by a nil return", iom, ledBy("iom"), []StatusUpdate{started}, 1, UpdateContent{Kind: UpdateNilReturn}, "ok planned nil_return iom"},
		{"of a carry-over", chair, ledBy("iom"), []StatusUpdate{started, carried}, 2, UpdateContent{Done: "x"}, "not-correctable"},
		{"of an unknown update", iom, ledBy("iom"), []StatusUpdate{started}, 5, UpdateContent{Done: "x"}, "invalid /corrects unknown"},
		{"of update -1", iom, ledBy("iom"), []StatusUpdate{started}, -1, UpdateContent{Done: "x"}, "invalid /corrects out_of_range"},
		{"undoing completion, by the lead", iom, ledBy("iom"), []StatusUpdate{started, finished}, 2, UpdateContent{Done: "not yet"}, "forbidden"},
		{"undoing completion, by the secretariat", secretariat, ledBy("iom"), []StatusUpdate{started, finished}, 2, UpdateContent{Done: "not yet"}, "forbidden"},
		{"undoing completion, by a co-chair", chair, ledBy("iom"), []StatusUpdate{started, finished}, 2, UpdateContent{Reason: "not published", Done: "not yet"}, "ok in_progress decision"},
		{"keeping completion, by the lead", iom, ledBy("iom"), []StatusUpdate{started, finished}, 2, completedAgain, "ok completed progress iom"},
		{"keeping completion, by a co-chair", chair, ledBy("iom"), []StatusUpdate{started, finished}, 2, completedAgain, "forbidden"},
		{"of what came before completion", iom, ledBy("iom"), []StatusUpdate{started, finished}, 1, UpdateContent{Done: "x"}, "ok completed progress iom"},
		{"of what came before, against what came after", iom, ledBy("iom"), []StatusUpdate{started, finished}, 1, UpdateContent{Status: StatusPostponed, Reason: "x"}, "illegal-history"},
		{"of a withdrawal, by the lead", iom, ledBy("iom"), []StatusUpdate{started, withdrawn}, 2, UpdateContent{Done: "x"}, "forbidden"},
		{"of a withdrawal, by a co-chair", chair, ledBy("iom"), []StatusUpdate{started, withdrawn}, 2, UpdateContent{Kind: UpdateNilReturn}, "ok in_progress decision"},
		{"of the reason of a withdrawal", chair, ledBy("iom"), []StatusUpdate{started, withdrawn}, 2, UpdateContent{Status: StatusWithdrawn, Reason: "better said"}, "ok withdrawn decision"},
		{"of the reason of a withdrawal, by the secretariat", secretariat, ledBy("iom"), []StatusUpdate{started, withdrawn}, 2, UpdateContent{Status: StatusWithdrawn, Reason: "better said"}, "forbidden"},
		{"of a reopening, by the secretariat", secretariat, ledBy("iom"), []StatusUpdate{started, finished, decision(3, "2024-04-01", StatusInProgress)}, 3, UpdateContent{Done: "x"}, "forbidden"},
		{"moved to a later day", iom, ledBy("iom"), []StatusUpdate{started}, 1, UpdateContent{Status: StatusInProgress, EffectiveOn: "2024-05-01"}, "ok in_progress progress iom"},
	} {
		in := NewStatusUpdate{UpdateContent: c.in}
		in.Corrects, in.CorrectionReason = c.number, "it was wrong"
		if c.number < 0 {
			in.CorrectionReason = ""
		}
		if got := outcome(admission(c.actor, c.item, c.history...).Admit(in)); got != c.want {
			t.Errorf("correction %s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestARefusedCorrectionSaysWhatItWouldUndo(t *testing.T) {
	for want, history := range map[string][]StatusUpdate{
		"item p-1/1.1 would no longer be completed. That is for: co chair": {started, finished},
		"item p-1/1.1 would no longer be withdrawn. That is for: co chair": {started, withdrawn},
	} {
		_, _, err := admission(focalPoint("iom"), ledBy("iom"), history...).Admit(NewStatusUpdate{UpdateContent: UpdateContent{Done: "x", Corrects: 2, CorrectionReason: "y"}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestACorrectionNeedsAReasonAndANumber(t *testing.T) {
	a := admission(focalPoint("iom"), ledBy("iom"), started)
	_, _, err := a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{Done: "x", Corrects: 1, CorrectionReason: " "}})
	wantCodes(t, codes(err), "/correction_reason required")
	_, _, err = a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{Done: "x", CorrectionReason: "typing error"}})
	wantCodes(t, codes(err), "/corrects required")
}

func TestACorrectionTakesEffectWhenWhatItReplacesDid(t *testing.T) {
	a := admission(focalPoint("iom"), ledBy("iom"), started, finished)
	u, after, err := a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{Corrects: 1, CorrectionReason: "x", Status: StatusInProgress, Done: "began earlier"}})
	if err != nil || u.EffectiveOn != "2024-02-01" || u.Number != 3 {
		t.Fatalf("update %d effective %s, %v", u.Number, u.EffectiveOn, err)
	}
	want := Standing{Status: StatusCompleted, StatusSince: "2024-03-01", CompletedOn: "2024-03-01", LastReportedOn: "2024-03-01", LatestUpdate: 2, LatestReport: 2, StatusUpdate: 2}
	if diff := cmp.Diff(want, after); diff != "" {
		t.Error(diff)
	}
}

// Two reports of one day, as an import from a meeting brings them: mending the first must not put it after the second.
func TestACorrectionStandsInThePlaceOfWhatItReplaces(t *testing.T) {
	second := finished
	second.EffectiveOn, second.CompletedOn = started.EffectiveOn, PartialDate(started.EffectiveOn)
	a := admission(focalPoint("iom"), ledBy("iom"), started, second)
	mended := NewStatusUpdate{UpdateContent: UpdateContent{Corrects: 1, CorrectionReason: "typing error", Status: StatusInProgress, Done: "better said"}}
	u, after, err := a.Admit(mended)
	if err != nil || after.Status != StatusCompleted || after.LatestUpdate != 2 || after.StatusUpdate != 2 {
		t.Fatalf("standing %+v, %v", after, err)
	}
	twice := admission(focalPoint("iom"), ledBy("iom"), started, second, u)
	mended.Corrects = 3
	if _, after, err = twice.Admit(mended); err != nil || after.Status != StatusCompleted || after.LatestUpdate != 2 {
		t.Errorf("the correction of the correction: standing %+v, %v", after, err)
	}
}

// Whatever is posted in whatever order, what Admit accepts leaves a legal history whose replay is the standing that Admit gave.
func TestWhatIsAdmittedAlwaysReplays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var history []StatusUpdate
		actors := []Actor{focalPoint("iom"), focalPoint("aus"), inBody(RoleCoChair, "wg"), inBody(RoleSecretariat, "wg")}
		for range rapid.IntRange(1, 12).Draw(t, "attempts") {
			a := admission(rapid.SampledFrom(actors).Draw(t, "actor"), ledBy("iom", "aus"), history...)
			in := NewStatusUpdate{UpdateContent: UpdateContent{Done: "x", Reason: "y",
				Status:      rapid.SampledFrom(append(Statuses[:5:5], "")).Draw(t, "status"),
				EffectiveOn: Date("2024-02-01").AddDays(rapid.IntRange(0, 6).Draw(t, "day")),
				Corrects:    rapid.IntRange(0, len(history)).Draw(t, "corrects")}}
			if in.Status == StatusCompleted {
				in.CompletedOn = "2024-01"
			}
			if in.Corrects > 0 {
				in.CorrectionReason = "z"
			}
			if a.Actor.Has(RoleSecretariat, "wg") {
				in.Lead = "iom"
			}
			u, after, err := a.Admit(in)
			if err != nil {
				continue
			}
			u.RecordedAt = testMoment(u.Number)
			history = append(history, u)
			if diff := cmp.Diff(ReplayUpdates(history, View{AsOf: testToday}), after); diff != "" {
				t.Fatalf("update %+v\n%s", u, diff)
			}
			if _, err := legalHistory(a.Item, InForce(history, View{AsOf: testToday})); err != nil {
				t.Fatalf("update %+v: %v", u, err)
			}
		}
	})
}
