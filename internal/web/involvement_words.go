package web

import (
	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// What pages call the words of proposals, their windows, openings and offers. They are texts of the catalogues.
var (
	windowWords  = map[workplan.WindowState]string{workplan.WindowUpcoming: "Upcoming", workplan.WindowOpen: "Open", workplan.WindowClosed: "Closed"}
	closingWords = map[workplan.ClosingReason]string{workplan.ClosedFilled: "What was sought is found", workplan.ClosedWithdrawn: "It is sought no more"}
	offerWords   = map[workplan.OfferState]string{workplan.OfferPending: "Waits for an answer", workplan.OfferAccepted: "Accepted", workplan.OfferDeclined: "Declined",
		workplan.OfferTakenBack: "Taken back"}
	// proposalActWords are what was done about a proposal.
	proposalActWords = map[workplan.ProposalAct]string{workplan.ActAccept: "Accepted", workplan.ActMerge: "Merged", workplan.ActDefer: "Deferred", workplan.ActDecline: "Declined",
		workplan.ActMove: "Moved to another window", workplan.ActReopen: "Reopened", workplan.ActWithdraw: "Withdrawn", workplan.ActRelease: "Open again"}
)

// involvementCalled is [called] for the words above; "" for others.
func involvementCalled(l *language.Language, value any) string {
	switch v := value.(type) {
	case workplan.WindowState:
		return word(l, windowWords, v)
	case workplan.ClosingReason:
		return word(l, closingWords, v)
	case workplan.OfferState:
		return word(l, offerWords, v)
	case workplan.ProposalAct:
		return word(l, proposalActWords, v)
	default:
		return l.Word(value)
	}
}

// involvementMarks are the pictures of the states of proposals, windows, openings and offers.
var involvementMarks = map[string]string{
	"open":       `<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><circle cx="8" cy="8" r="2" fill="currentColor"/>`,
	"pending":    `<path d="M4 2h8M4 14h8M5 2c0 4 6 8 6 12M11 2c0 4-6 8-6 12" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	"upcoming":   `<path d="M2 12h12M4 12a4 4 0 0 1 8 0M8 3v2.5M2.8 6.2l1.5 1.5M13.2 6.2l-1.5 1.5" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	"accepted":   `<circle cx="8" cy="8" r="6.5" fill="currentColor"/><path class="cut" d="M5 8.2l2.1 2.1L11 6.2" fill="none" stroke-width="1.8"/>`,
	"merged":     `<path d="M3 3c0 5 5 4 5 10M13 3c0 5-5 4-5 10M5.5 10.5L8 13l2.5-2.5" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	"deferred":   `<path d="M5 3v10M11 3v10" stroke="currentColor" stroke-width="2.6"/>`,
	"declined":   `<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M4.2 11.8l7.6-7.6" stroke="currentColor" stroke-width="1.6"/>`,
	"taken_back": `<path d="M13 11a4 4 0 0 0-4-5H3M6 3L3 6l3 3" fill="none" stroke="currentColor" stroke-width="1.8"/>`,
	"lapsed":     `<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 4.5V8l2.5 1.8" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	"ended":      `<rect x="3.5" y="3.5" width="9" height="9" fill="currentColor"/>`,
}
