package tracker

import (
	"context"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ListAudit lists audit entries, newest first. Who may: secretariat and co-chairs, those of their bodies; focal points, those on items that
// their members lead; an admin, those on users and settings.
func (t *Tracker) ListAudit(ctx context.Context, actor workplan.Actor, f workplan.AuditFilter, page workplan.Page) (workplan.Listing[workplan.AuditEntry], error) {
	var none workplan.Listing[workplan.AuditEntry]
	if actor.Anonymous() {
		return none, ErrSignIn
	}
	if err := actor.MustHave(workplan.ScopeAudit); err != nil {
		return none, err
	}
	sight := actor.Sight()
	reach := store.AuditReach{Chains: sight.Chairs, Own: sight.Own, OwnIn: sight.OwnIn}
	if actor.Has(workplan.RoleAdmin, "") {
		reach.Chains = append(reach.Chains, workplan.SystemChain)
	}
	if len(reach.Chains)+len(reach.Own)+len(reach.OwnIn) == 0 {
		return none, actor.Must(workplan.ReadAudit, workplan.Object{})
	}
	if len(page.Sort) == 0 {
		page.Sort = []workplan.Sort{{Word: "recorded", Desc: true}}
	}
	return badCursor(t.store.Read(ctx).ListAudit(reach, f, sorted(page, workplan.AuditSorts)))
}
