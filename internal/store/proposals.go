package store

import (
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// numbering is the advisory lock of PostgreSQL that keeps two bodies from giving out the same number of a proposal; SQLite's one writer needs none.
const numbering = 7_205_308

// AddProposal stores a new proposal under the next number of all and gives it its id.
func (tx *Tx) AddProposal(p *workplan.Proposal) error {
	if tx.engine == Postgres {
		if err := tx.db.Exec("SELECT pg_advisory_xact_lock(?)", numbering).Error; err != nil {
			return err
		}
	}
	var top int
	if err := scan(tx.db.Table("proposals").Select("COALESCE(MAX(number), 0)"), &top); err != nil {
		return err
	}
	p.Number = top + 1
	return tx.db.Create(p).Error
}

// ChangeProposal stores the content of a proposal whose version is still p's.
func (tx *Tx) ChangeProposal(p workplan.Proposal, at time.Time) error {
	columns := touched(p.Stamp, at, "")
	columns["title"], columns["need"], columns["expected_output"] = p.Title, p.Need, p.ExpectedOutput
	columns["objective"], columns["objective_note"], columns["proposed_lead"] = p.Objective, p.ObjectiveNote, p.ProposedLead
	columns["topics"], columns["strategy_areas"], columns["urgency"] = p.Topics, p.StrategyAreas, p.Urgency
	columns["date_needed"], columns["audience"], columns["source"] = p.DateNeeded, p.Audience, p.Source
	return tx.change("proposals", p.ID, p.Version, columns)
}

// LockChainOfProposal takes the head of the chain of a proposal's body for the rest of the transaction; ErrNone where there is no such proposal.
func (tx *Tx) LockChainOfProposal(number int) (AuditHead, error) {
	return one[AuditHead](tx.locked(tx.db.Table("audit_heads AS h").Select("h.*").Joins("JOIN proposals p ON p.body = h.chain").Where("p.number = ?", number)))
}

// BodyOfProposal is the code of the body of a proposal that the sight reaches.
func (tx *Tx) BodyOfProposal(s workplan.Sight, number int) (string, error) {
	p, err := one[workplan.Proposal](tx.proposals(s, nil).Select(columnsOf[workplan.Proposal]("p")).Where("p.number = ?", number))
	return p.Body, err
}

// proposals is the query of the proposals that the sight reaches, of the bodies where any are named, over proposals p.
func (tx *Tx) proposals(s workplan.Sight, bodies []string) *gorm.DB {
	c := seesProposal(s)
	return within(tx.db.Table("proposals AS p").Where(c.sql, c.args...), "p.body", bodies)
}

// Proposals lists the proposals that the sight reaches, of the bodies where any are named, with all that is recorded about them, by number.
func (tx *Tx) Proposals(s workplan.Sight, bodies []string) (src workplan.ProposalSource, err error) {
	if src.Proposals, err = all[workplan.Proposal](tx.proposals(s, bodies).Select(columnsOf[workplan.Proposal]("p")).Order("p.number")); err != nil || len(src.Proposals) == 0 {
		return src, err
	}
	if src.Decisions, err = all[workplan.ProposalDecision](tx.proposals(s, bodies).Select(columnsOf[workplan.ProposalDecision]("d")).
		Joins("JOIN proposal_decisions d ON d.proposal = p.number").Order("d.proposal, d.number")); err != nil {
		return src, err
	}
	if src.Supports, err = all[workplan.Support](tx.proposals(s, bodies).Select(columnsOf[workplan.Support]("s")).
		Joins("JOIN supports s ON s.proposal = p.number").Order("s.proposal, s.number")); err != nil {
		return src, err
	}
	src.Withdrawals, err = all[workplan.SupportWithdrawal](tx.proposals(s, bodies).Select(columnsOf[workplan.SupportWithdrawal]("w")).
		Joins("JOIN support_withdrawals w ON w.proposal = p.number").Order("w.proposal, w.number"))
	return src, err
}

// AddDecision appends a decision under the next number of its proposal and gives it its id.
func (tx *Tx) AddDecision(d *workplan.ProposalDecision) (err error) {
	if d.Number, err = tx.nextOf("proposal_decisions", d.Proposal); err != nil {
		return err
	}
	return tx.db.Create(d).Error
}

// AddSupport appends a support under the next number of its proposal and gives it its id.
func (tx *Tx) AddSupport(s *workplan.Support) (err error) {
	if s.Number, err = tx.nextOf("supports", s.Proposal); err != nil {
		return err
	}
	return tx.db.Create(s).Error
}

// AddSupportWithdrawal appends the withdrawal of a support and gives it its id.
func (tx *Tx) AddSupportWithdrawal(w *workplan.SupportWithdrawal) error { return tx.db.Create(w).Error }

func (tx *Tx) nextOf(table string, proposal int) (int, error) {
	var top int
	err := scan(tx.db.Table(table).Where("proposal = ?", proposal).Select("COALESCE(MAX(number), 0)"), &top)
	return top + 1, err
}

// ProposalsIn lists the numbers of the proposals that a decision names as having gone on in an item of the plan, or in that item where ref is given.
func (tx *Tx) ProposalsIn(plan, ref string) ([]int, error) {
	numbers := []int{}
	db := tx.db.Table("proposal_decisions").Where("plan = ? AND ref <> ''", plan)
	if ref != "" {
		db = db.Where("ref = ?", ref)
	}
	err := db.Distinct().Order("proposal").Pluck("proposal", &numbers).Error
	return numbers, err
}

// OpenItemsOf lists the items of the bodies' plans, that the sight reaches, on which work is planned or under way, in no order; of all bodies where none
// is named.
func (tx *Tx) OpenItemsOf(s workplan.Sight, bodies []string) ([]ItemOfPlan, error) {
	db := tx.items(s).Select(withPlan).Where("NOT i.removed AND NOT p.removed AND p.status <> 'closed' AND i.status IN ('planned', 'in_progress', 'postponed')")
	return all[ItemOfPlan](within(db, "p.body", bodies))
}
