package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

// proposals tell what is proposed for the next plan, by whom, with whose support, and what was decided. A draft has no next plan yet.
func (d *document) proposals(r workplan.CompletionReport) {
	if r.Plan.Status == workplan.PlanDraft && len(r.Proposals) == 0 {
		return
	}
	d.part("proposals", "Proposals for the next plan")
	t := table{Caption: d.t("Proposed by %s", d.day(r.AsOf)), Empty: d.t("No proposal for the next plan is recorded."), Columns: d.heads([]column{{Head: "No.", Weight: 2, Kept: true}, {Head: "Proposal", Weight: 9},
		{Head: "Proposed by", Weight: 5}, {Head: "Lead and support", Weight: 5}, {Head: "State", Weight: 7}})}
	for _, p := range r.Proposals {
		t.Rows = append(t.Rows, []cell{say(fmt.Sprint(p.Number)), d.proposalCell(p), d.proposerCell(r, p), d.supportCell(r, p), d.decidedCell(p)})
	}
	d.add(t)
}

func (v voice) proposalCell(p workplan.ProposalReading) cell {
	c := say(p.Title)
	objective := p.ObjectiveNote
	if p.Objective > 0 {
		objective = strings.TrimSuffix(fmt.Sprintf("%d. %s", p.Objective, objective), ". ")
	}
	for _, more := range []line{{Label: v.t("Need"), Text: p.Need}, {Label: v.t("Expected output"), Text: p.ExpectedOutput}, {Label: v.t("Objective"), Text: objective}, {Label: v.t("Urgency"), Text: p.Urgency}} {
		if more.Text != "" {
			c.Lines = append(c.Lines, more)
		}
	}
	if p.DateNeeded != "" {
		c.Lines = append(c.Lines, line{Label: v.t("Needed by"), Text: v.period(p.DateNeeded)})
	}
	return c
}

// proposerCell says for whom a proposal was made, where and when; of an idea that was voiced at a meeting nobody is named.
func (v voice) proposerCell(r workplan.CompletionReport, p workplan.ProposalReading) cell {
	c := say(v.proposerOf(r, p))
	if p.OnBehalf {
		c.Lines = append(c.Lines, line{Text: v.t("Entered on its behalf")})
	}
	if p.Meeting != "" && p.Origin != workplan.ProposedAtMeeting {
		c.Lines = append(c.Lines, line{Text: v.t("At %s", p.Meeting)})
	}
	c.Lines = append(c.Lines, line{Text: v.day(p.ProposedOn)})
	return c
}

func (v voice) proposerOf(r workplan.CompletionReport, p workplan.ProposalReading) string {
	switch p.Origin {
	case workplan.ProposedByMember:
		return or(r.Names[p.ProposedBy], p.ProposedBy)
	case workplan.ProposedByReader:
		return v.t("A reader, for no member")
	default:
		return v.t("Recorded at %s", p.Meeting)
	}
}

func (v voice) supportCell(r workplan.CompletionReport, p workplan.ProposalReading) cell {
	c := cell{Lines: []line{{Label: v.t("Lead"), Text: or(strings.Join(names(r, p.ProposedLead), ", "), v.t("none proposed"))}}}
	if members := p.Supporting(); len(members) > 0 {
		c.Lines = append(c.Lines, line{Label: v.t("Supported by"), Text: strings.Join(names(r, members), ", ")})
	}
	return c
}

// decidedCell tells what became of a proposal, why, and where it went on.
func (v voice) decidedCell(p workplan.ProposalReading) cell {
	c := say(v.word(p.State))
	d := p.Decided()
	if d == nil {
		return c
	}
	c.Lines[0].Text += ", " + v.day(d.EffectiveOn)
	if d.Meeting != "" {
		c.Lines[0].Text += ", " + d.Meeting
	}
	if onward := v.onwardWords(p); onward != "" {
		c.Lines = append(c.Lines, line{Text: onward})
	}
	return cell{Lines: append(c.Lines, line{Label: v.t("Reason"), Text: d.Reason})}
}

// onwardWords say where an accepted or merged proposal went on, as far as the reader may see it.
func (v voice) onwardWords(p workplan.ProposalReading) string {
	var parts []string
	if p.Ends.Proposal != p.Number {
		parts = append(parts, v.t("into proposal %d", p.Ends.Proposal))
	}
	if p.Ends.Item != "" {
		parts = append(parts, v.t("item %s", p.Ends.Item))
	}
	return capital(strings.Join(parts, ", "))
}

// proposalColumns are the columns of the table of proposals.
var proposalColumns = []struct {
	head  string
	width float64
	value func(voice, workplan.CompletionReport, workplan.ProposalReading) any
}{
	{"No.", 6, ofProposal(func(p workplan.ProposalReading) any { return p.Number })},
	{"Proposal", 44, ofProposal(func(p workplan.ProposalReading) any { return p.Title })},
	{"Need", 36, ofProposal(func(p workplan.ProposalReading) any { return p.Need })},
	{"Expected output", 32, ofProposal(func(p workplan.ProposalReading) any { return p.ExpectedOutput })},
	{"Objective", 10, ofProposal(func(p workplan.ProposalReading) any { return orNone(p.Objective) })},
	{"Proposed by", 20, func(v voice, r workplan.CompletionReport, p workplan.ProposalReading) any { return v.proposerOf(r, p) }},
	{"Proposed on", 12, ofProposal(func(p workplan.ProposalReading) any { return p.ProposedOn })},
	{"Proposed lead", 20, func(v voice, r workplan.CompletionReport, p workplan.ProposalReading) any {
		return strings.Join(names(r, p.ProposedLead), "; ")
	}},
	{"Supported by", 20, func(v voice, r workplan.CompletionReport, p workplan.ProposalReading) any {
		return strings.Join(names(r, p.Supporting()), "; ")
	}},
	{"State", 12, func(v voice, _ workplan.CompletionReport, p workplan.ProposalReading) any { return v.word(p.State) }},
	{"Decided on", 12, ofDecision(func(d workplan.ProposalDecision) any { return d.EffectiveOn })},
	{"Reason", 32, ofDecision(func(d workplan.ProposalDecision) any { return d.Reason })},
	{"Went on in", 24, func(v voice, _ workplan.CompletionReport, p workplan.ProposalReading) any { return v.onwardWords(p) }},
}

func ofProposal(value func(workplan.ProposalReading) any) func(voice, workplan.CompletionReport, workplan.ProposalReading) any {
	return func(_ voice, _ workplan.CompletionReport, p workplan.ProposalReading) any { return value(p) }
}

// ofDecision reads from the last decision on a proposal, where there is one.
func ofDecision(value func(workplan.ProposalDecision) any) func(voice, workplan.CompletionReport, workplan.ProposalReading) any {
	return func(_ voice, _ workplan.CompletionReport, p workplan.ProposalReading) any {
		if d := p.Decided(); d != nil {
			return value(*d)
		}
		return nil
	}
}

// proposals lists the proposals for the next plan; a report without any has no such sheet.
func (b *book) proposals() error {
	if len(b.report.Proposals) == 0 {
		return nil
	}
	l := layout{name: "Proposals", cols: 2, pages: 2}
	var heads []string
	for _, c := range proposalColumns {
		heads, l.widths = append(heads, b.t(c.head)), append(l.widths, c.width)
	}
	return b.list(l, heads, func(yield func([]any) bool) {
		row := make([]any, len(proposalColumns))
		for _, p := range b.report.Proposals {
			for n, c := range proposalColumns {
				row[n] = c.value(b.voice, b.report, p)
			}
			if !yield(row) {
				return
			}
		}
	}, "")
}
