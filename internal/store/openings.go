package store

import (
	"time"

	"gorm.io/gorm"

	"fwptracker/internal/workplan"
)

// AddOpening stores a new opening under the next number of its item and gives it its id.
func (tx *Tx) AddOpening(o *workplan.Opening) (err error) {
	if o.Number, err = tx.next("openings", "number", "plan = ? AND ref = ?", o.Plan, o.Ref); err != nil {
		return err
	}
	return tx.db.Create(o).Error
}

// ChangeOpening stores the content and closing of an opening whose version is still o's, from a day on.
func (tx *Tx) ChangeOpening(o workplan.Opening, at time.Time, effective workplan.Date) error {
	columns := touched(o.Stamp, at, effective)
	columns["kind"], columns["sought"], columns["until"] = o.Kind, o.Sought, o.Until
	columns["audience"], columns["source"] = o.Audience, o.Source
	columns["closed_as"], columns["closed_on"], columns["closing_note"] = o.ClosedAs, o.ClosedOn, o.ClosingNote
	return tx.change("openings", o.ID, o.Version, columns)
}

// openings is the query of the openings o that the sight reaches, over item i and plan p.
func (tx *Tx) openings(s workplan.Sight, f RecordFilter) *gorm.DB {
	db := f.onItems(tx.onItems("openings", "o", seesOpening(s)), "o")
	if f.TakingOffers == "" {
		return db
	}
	return db.Where("o.closed_as = '' AND p.status = ? AND NOT p.removed AND i.status IN ? AND NOT i.removed AND (o.until = '' OR o.until >= ?)",
		workplan.PlanEndorsed, workplan.OpenStatuses, string(f.TakingOffers)[:len("2024")])
}

// OpeningsOf lists the openings that the sight reaches, by plan, item and number.
func (tx *Tx) OpeningsOf(s workplan.Sight, f RecordFilter) ([]workplan.Opening, error) {
	return all[workplan.Opening](tx.openings(s, f).
		Select(columnsOf[workplan.Opening]("o")).Order("o.plan, i.ref_key, o.number"))
}

// AddOffer appends an offer under the next number of its opening and member and gives it its id.
func (tx *Tx) AddOffer(o *workplan.Offer) (err error) {
	if o.Number, err = tx.next("offers", "number", "plan = ? AND ref = ? AND opening = ? AND member = ?", o.Plan, o.Ref, o.Opening, o.Member); err != nil {
		return err
	}
	return tx.db.Create(o).Error
}

// AddOutcome appends what became of an offer under the next number of the offer and gives it its id.
func (tx *Tx) AddOutcome(o *workplan.OfferOutcome) (err error) {
	if o.Number, err = tx.next("offer_outcomes", "number", "plan = ? AND ref = ? AND opening = ? AND member = ? AND offer = ?",
		o.Plan, o.Ref, o.Opening, o.Member, o.Offer); err != nil {
		return err
	}
	return tx.db.Create(o).Error
}

// offers is the query of the offers f that the sight reaches, over openings o, item i and plan p.
func (tx *Tx) offers(s workplan.Sight, f RecordFilter) *gorm.DB {
	c := seesOffer(s)
	return within(tx.openings(s, f), "f.member", f.Offering).
		Joins("JOIN offers f ON f.plan = o.plan AND f.ref = o.ref AND f.opening = o.number").Where(c.sql, c.args...)
}

// OffersOf lists the offers that the sight reaches, by opening, member and number.
func (tx *Tx) OffersOf(s workplan.Sight, f RecordFilter) ([]workplan.Offer, error) {
	return all[workplan.Offer](tx.offers(s, f).Select(columnsOf[workplan.Offer]("f")).Order("f.plan, i.ref_key, f.opening, f.member, f.number"))
}

// OutcomesOf lists what became of the offers that the sight reaches.
func (tx *Tx) OutcomesOf(s workplan.Sight, f RecordFilter) ([]workplan.OfferOutcome, error) {
	return all[workplan.OfferOutcome](tx.offers(s, f).Select(columnsOf[workplan.OfferOutcome]("c")).
		Joins("JOIN offer_outcomes c ON c.plan = f.plan AND c.ref = f.ref AND c.opening = f.opening AND c.member = f.member AND c.offer = f.number").
		Order("c.plan, c.ref, c.opening, c.member, c.offer, c.number"))
}

// OffersToldOf lists, by name of the item ("plan/ref"), the items on which the sight is told of all offers: the reader's own, and those of the bodies that
// it chairs.
func (tx *Tx) OffersToldOf(s workplan.Sight, names []string) (map[string]bool, error) {
	type told struct{ Plan, Ref string }
	c := ownItem(s).or(chairs(s))
	rows, err := inParts(names, func(part []string) ([]told, error) {
		marks, pairs := namePairs(part)
		return all[told](tx.db.Table("action_items AS i").Select("i.plan, i.ref").Joins("JOIN work_plans p ON p.code = i.plan").
			Where("(i.plan, i.ref) IN (VALUES "+marks+")", pairs...).Where(c.sql, c.args...))
	})
	by := map[string]bool{}
	for _, r := range rows {
		by[r.Plan+"/"+r.Ref] = true
	}
	return by, err
}
