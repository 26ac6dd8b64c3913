package web

import (
	"net/http"
	"slices"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// verifyTime is how long one verification on a page goes on beginning something new: well within the time that a request has.
const verifyTime = 5 * time.Second

// shownWrong is how many of the records that differ are named on the page.
const shownWrong = 20

// verificationPage is what the verification of an audit chain found, before it is run without a verdict.
type verificationPage struct {
	Chain   string
	Chains  []option
	Verdict *tracker.ChainVerdict
}

// Called is what the chain is called.
func (p verificationPage) Called() string {
	for _, o := range p.Chains {
		if o.Value == p.Chain {
			return o.Text
		}
	}
	return p.Chain
}

// System says whether the chain is that of users and settings, against which no plans are held.
func (p verificationPage) System() bool { return p.Chain == workplan.SystemChain }

// Checked is how many entries hold, Head the number of the last one that the head of the chain tells of.
func (p verificationPage) Checked() int { return int(p.Verdict.Entries) }
func (p verificationPage) Head() int    { return int(p.Verdict.Seq) }

// Wrong are the first of the records that differ from what was recorded; More is how many others there are.
func (p verificationPage) Wrong() []string {
	return p.Verdict.Wrong[:min(shownWrong, len(p.Verdict.Wrong))]
}
func (p verificationPage) More() int { return len(p.Verdict.Wrong) - len(p.Wrong()) }

// verification is the page of the chain that is named, or of the first that the person may read.
func (c *call) verification(chain string) (verificationPage, error) {
	page := verificationPage{Chain: chain}
	if c.actor.Anonymous() {
		return page, errSignIn
	}
	var err error
	if page.Chains, err = c.chains(); err != nil {
		return page, err
	}
	if len(page.Chains) == 0 {
		return page, c.actor.Must(workplan.ReadAudit, workplan.Object{})
	}
	if page.Chain == "" {
		page.Chain = page.Chains[0].Value
	}
	if !slices.ContainsFunc(page.Chains, func(o option) bool { return o.Value == page.Chain }) {
		return page, c.actor.Must(workplan.ReadAudit, workplan.Object{Body: page.Chain})
	}
	return page, nil
}

// showVerification tells what verifying checks, and asks which chain is to be verified.
func (s *site) showVerification(c *call) error {
	page, err := c.verification(c.QueryParam("chain"))
	if err != nil {
		return err
	}
	return c.show("verification", page)
}

// verify verifies a chain, one at a time for all who ask, and shows what was found. It changes nothing.
func (s *site) verify(c *call) error {
	page, err := c.verification(c.FormValue("chain"))
	if err != nil {
		return err
	}
	err = s.verifying.take(c.Request().Context(), func() error {
		verdict, err := s.Tracker.VerifyChain(c.Request().Context(), c.actor, page.Chain, verifyTime)
		page.Verdict = &verdict
		return err
	})
	if err != nil {
		return err
	}
	return c.page(http.StatusOK, "verification", page)
}
