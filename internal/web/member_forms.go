package web

import (
	"context"
	"net/http"

	"fwptracker/internal/workplan"
)

// memberForm is the form of a member of the register: a new one where Member has no code.
type memberForm struct {
	Form   sheet
	Member workplan.Member
	Kinds  []option
}

// newMember shows the form of a new member.
func (s *site) newMember(c *call) error {
	if err := c.actor.Must(workplan.KeepMembers, workplan.Object{}); err != nil {
		return err
	}
	return c.showMemberForm(http.StatusOK, memberForm{Form: blank()})
}

// createMember enters a member in the register.
func (s *site) createMember(c *call) error {
	form := c.sent()
	return write(c, &form, func(ctx context.Context) (workplan.Member, error) {
		return s.Tracker.CreateMember(ctx, c.actor, workplan.NewMember{Code: form.text("code"), MemberContent: memberIn(form)})
	}, func(m workplan.Member) string { return memberPath(m.Code) + "?done=created" }, func(status int) error {
		return c.showMemberForm(status, memberForm{Form: form})
	})
}

// showMemberEdit shows the form of a member that is there.
func (s *site) showMemberEdit(c *call) error {
	if err := c.actor.Must(workplan.KeepMembers, workplan.Object{}); err != nil {
		return err
	}
	m, err := s.Tracker.Member(c.Request().Context(), c.actor, c.Param("member"))
	if err != nil {
		return err
	}
	form := editing(m.Version, "name", m.Name, "short_name", m.ShortName, "kind", string(m.Kind), "aliases", onLines(m.Aliases), "note", m.Note, "source", m.Source)
	return c.showMemberForm(http.StatusOK, memberForm{Form: form, Member: m})
}

// editMember changes a member.
func (s *site) editMember(c *call) error {
	form := c.sent()
	code := c.Param("member")
	return write(c, &form, func(ctx context.Context) (workplan.Member, error) {
		return s.Tracker.EditMember(ctx, c.actor, code, form.known(), func(m *workplan.MemberContent) error {
			*m = memberIn(form)
			return nil
		})
	}, func(workplan.Member) string { return memberPath(code) + "?done=kept" }, func(status int) error {
		m, err := s.Tracker.Member(c.Request().Context(), c.actor, code)
		if err != nil {
			return err
		}
		form.caughtUp(m.Version)
		return c.showMemberForm(status, memberForm{Form: form, Member: m})
	})
}

// memberIn is what stands in the form of a member.
func memberIn(form sheet) workplan.MemberContent {
	return workplan.MemberContent{Name: form.text("name"), ShortName: form.text("short_name"), Kind: workplan.MemberKind(form.text("kind")),
		Aliases: form.rows("aliases"), Note: form.text("note"), Source: form.text("source")}
}

func (c *call) showMemberForm(status int, page memberForm) error {
	page.Kinds = options(c.lang, workplan.MemberKinds)
	return c.page(status, "member_form", page)
}
