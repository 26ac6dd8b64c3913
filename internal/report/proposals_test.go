package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// proposing is the hand report with proposals: one voiced at the meeting, one of Bland that was accepted, one of Åland that was merged into it, one of a
// reader, and one that was withdrawn.
func proposing() workplan.CompletionReport {
	src := handSource()
	of := func(number int, title string, origin workplan.ProposalOrigin, by string, change ...func(*workplan.ProposalReading)) {
		p := workplan.ProposalReading{View: src.View, State: workplan.ProposalOpen, Ends: workplan.ProposalEnd{Proposal: number}, Proposal: workplan.Proposal{Number: number, Body: "wg",
			ProposalMaking:  workplan.ProposalMaking{Origin: origin, ProposedBy: by, ProposedOn: "2024-05-20"},
			ProposalContent: workplan.ProposalContent{Title: title, Audience: workplan.AudienceMembers}}}
		for _, c := range change {
			c(&p)
		}
		src.Proposals = append(src.Proposals, p)
	}
	decided := func(state workplan.ProposalState, reason string) func(*workplan.ProposalReading) {
		return func(p *workplan.ProposalReading) {
			p.State = state
			p.Decisions = []workplan.ProposalDecision{{Number: 1, ProposalDecisionContent: workplan.ProposalDecisionContent{Reason: reason, EffectiveOn: "2024-06-15", Meeting: "wg-3"}}}
		}
	}
	of(1, "A <b>youth</b> panel", workplan.ProposedAtMeeting, "", func(p *workplan.ProposalReading) { p.Meeting, p.ProposedOn = "wg-3", "2024-05-15" })
	of(2, "Peer | review", workplan.ProposedByMember, "bland", decided(workplan.ProposalAccepted, "Agreed."), func(p *workplan.ProposalReading) {
		p.Need, p.Objective, p.ObjectiveNote, p.ProposedLead, p.DateNeeded, p.Ends.Item = "=1+1 asks for it", 2, "Train", workplan.List{"cland"}, "2027-Q2", "wg-2027/1.2"
		p.Supports = []workplan.SupportReading{{Support: workplan.Support{Member: "aland"}}}
	})
	of(3, "Peer review in ports", workplan.ProposedByMember, "aland", decided(workplan.ProposalMerged, "The same."), func(p *workplan.ProposalReading) {
		p.Ends, p.OnBehalf = workplan.ProposalEnd{Proposal: 2, Item: "wg-2027/1.2"}, true
	})
	of(4, "Summaries", workplan.ProposedByReader, "")
	of(5, "Overtaken", workplan.ProposedByMember, "aland", decided(workplan.ProposalWithdrawn, "Overtaken."))
	return workplan.BuildReport(src)
}

// proposalsInPrint are some of the texts that the forms for paper tell of the proposals. That the PDF does is for Poppler to say.
var proposalsInPrint = []string{"Proposals for the next plan", "Recorded at wg-3", "Peer | review", "Accepted, 15 June 2024, wg-3", "Into proposal 2, item wg-2027/1.2", "Entered on its behalf"}

func TestProposalsStandInEveryForm(t *testing.T) {
	r := proposing()
	for form, want := range map[string][]string{
		"md": {"## Proposals for the next plan", "Recorded at wg-3", `Peer \| review`, "Accepted, 15 June 2024, wg-3", "Item wg-2027/1.2", "Into proposal 2, item wg-2027/1.2", "Entered on its behalf", "A reader, for no member",
			"Việt Cland", "**Supported by:** Åland", "2. Train"},
		"html": {"A &lt;b&gt;youth&lt;/b&gt; panel", "Proposals for the next plan"},
	} {
		got := rendered(t, form, r, Options{})
		if strings.ContainsRune(got, '\uFFFD') {
			t.Errorf("%s holds what is no character", form)
		}
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s lacks %q", form, text)
			}
		}
	}
	word := parsedXML(t, "word/document.xml", unpackedWord(t, []byte(rendered(t, "docx", r, Options{})))["word/document.xml"]).words()
	for _, text := range proposalsInPrint {
		if !strings.Contains(word, text) {
			t.Errorf("docx lacks %q", text)
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(rendered(t, "xlsx", r, Options{}))))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Proposals")
	if err != nil || len(rows) != 6 || rows[2][1] != "Peer | review" || rows[2][2] != "=1+1 asks for it" || rows[2][8] != "Åland" || rows[3][12] != "Into proposal 2, item wg-2027/1.2" {
		t.Errorf("the sheet: %v, %v", rows, err)
	}
}

func TestTheStatementTellsWhatWasProposed(t *testing.T) {
	r := proposing()
	r.Since = nil
	s := NewStatement(r, language.English)
	var got []string
	for _, sentence := range s.Sentences {
		if sentence.Part == PartProposals {
			got = append(got, sentence.Text)
		}
	}
	want := []string{"Åland proposed for the next plan: “Peer review in ports”.", "Bland proposed for the next plan: “Peer | review”."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after the meeting:\n%s", diff)
	}
	r.SilentSince = "2024-01-31"
	s = NewStatement(r, language.English)
	first := s.Sentences[len(s.Sentences)-3]
	if first.Text != "One idea for the next plan was recorded at the Third Annual Meeting: “A <b>youth</b> panel”." || first.Meetings[0] != "wg-3" || first.Proposals[0] != 1 {
		t.Errorf("with the meeting: %+v", first)
	}
}

func TestADraftHasNoProposalsForTheNextPlan(t *testing.T) {
	r := hand()
	if !strings.Contains(rendered(t, "md", r, Options{}), "No proposal for the next plan is recorded.") {
		t.Error("a report without proposals does not say so")
	}
	r.Plan.Status = workplan.PlanDraft
	if strings.Contains(rendered(t, "md", r, Options{}), "Proposals for the next plan") {
		t.Error("a draft tells of proposals")
	}
}
