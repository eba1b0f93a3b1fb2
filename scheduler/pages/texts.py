"""
Every word of the pages, in English and in Simplified Chinese; names and titles stay as they are.

A part in braces is filled in. In English ``one|many`` are the two forms of a text that counts something.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    # -- the frame -----------------------------------------------------------------------------------------
    "skip": ("Skip to the plan", "跳到日程"),
    "language": ("Language", "语言"),
    "parts": ("Parts of this page", "本页内容"),
    "published": ("Version {number}, published {when}.", "第 {number} 版，{when} 发布。"),
    "zone": ("All times are in the time zone {zone} ({offset}).", "所有时间均为 {zone} 时区（{offset}）。"),
    "offset_from": ("from {day} {offset}", "{day}起 {offset}"),
    "secret": (
        (
            "This page is yours: whoever has its address can read it. If it got into other hands, ask the "
            "programme office for a new one."
        ),
        "本页仅供您本人使用：知道网址的人都能看到。如网址外泄，请联系教学办公室更换。",
    ),
    "printed": (
        "This is how it stood on {when}. The page itself is always up to date.",
        "以上为 {when} 的安排。最新安排以网页为准。",
    ),
    # -- what a thing is -----------------------------------------------------------------------------------
    "round": ("Round", "查房"),
    "lead": ("Led by {names}", "主持：{names}"),
    "mentor": ("With {names}", "导师：{names}"),
    "trainee": ("With {names}", "学员：{names}"),
    "team": ("Team: {names}", "小组：{names}"),
    "trainees": ("{count} trainee|{count} trainees", "{count} 名学员"),
    "nobody": ("nobody on this day", "当天无学员"),
    "changed": ("changed", "有变动"),
    "new": ("new", "新增"),
    # -- next and today ------------------------------------------------------------------------------------
    "next": ("Next", "下一项"),
    "now": ("Now", "正在进行"),
    "today": ("Today", "今天"),
    "tomorrow": ("Tomorrow", "明天"),
    "in_days": ("in {count} day|in {count} days", "{count} 天后"),
    "whole_day": ("The whole day", "当天全部安排"),
    "over": ("over", "已结束"),
    "before": (
        "Welcome! Your stay begins on {day}, {far}.",
        "欢迎！您的进修从 {day} 开始（{far}）。",
    ),
    "after": (
        "Your stay ended on {day}. Thank you for having been with us; all the best on your way.",
        "您的进修已于 {day} 结束。感谢您的到来，祝一切顺利。",
    ),
    "nothing": (
        (
            "Nothing is planned for you yet. It will stand here as soon as it is published; there is nothing "
            "that you have to do."
        ),
        "暂时还没有您的安排。一经发布就会显示在这里，您无需任何操作。",
    ),
    "nothing_more": ("Nothing more is planned for you.", "之后没有其他安排了。"),
    # -- a week --------------------------------------------------------------------------------------------
    "week": ("Week", "本周安排"),
    "week_number": ("week {number} of {count}", "第 {number} 周，共 {count} 周"),
    "weeks_nav": ("Other weeks", "其他周"),
    "previous_week": ("Previous week", "上一周"),
    "next_week": ("Next week", "下一周"),
    "this_week": ("This week", "本周"),
    "no_items": ("Nothing planned", "无安排"),
    "away": ("Away", "请假"),
    "holiday": ("Holiday", "休"),
    "provisional": ("provisional", "暂定"),
    "workday": ("Working day", "班"),
    "outside": ("Not in your stay", "不在进修期内"),
    "provisional_note": (
        "Public holidays marked as provisional are not announced yet; the plan may change when they are.",
        "标为“暂定”的节假日尚未正式公布，公布后安排可能调整。",
    ),
    # -- the stay ------------------------------------------------------------------------------------------
    "stay": ("Your stay", "整个进修期"),
    "term": ("The term", "整个学期"),
    "stay_lead": (
        "Each field is a week; choose one to see its days.",
        "每格为一周，点按可查看当周安排。",
    ),
    "rotations": ("Rotations", "轮转"),
    "on_none": ("On no service", "未安排科室"),
    "weeks": ("{count} week|{count} weeks", "{count} 周"),
    "sessions": ("{count} session|{count} sessions", "{count} 项安排"),
    "rounds_at": ("Rounds {times}", "查房 {times}"),
    "no_rounds": ("No rounds", "无查房"),
    "is_now": ("now", "进行中"),
    "is_over": ("done", "已完成"),
    "no_rotations": ("No rotation is published yet.", "暂未发布轮转安排。"),
    # -- mentor and topics ---------------------------------------------------------------------------------
    "main_mentor": ("Main mentor", "主导师"),
    "no_mentor": ("A main mentor is not named yet.", "尚未确定主导师。"),
    "mentor_meetings": (
        "{count} meeting in your stay|{count} meetings in your stay",
        "进修期内共 {count} 次面谈",
    ),
    "next_meeting": ("Next: {when}", "下次：{when}"),
    "topics": ("Topics", "学习主题"),
    "topics_lead": ("What you have seen, and when the others come.", "已学主题与待学主题的日期。"),
    "seen_of": ("{seen} of {total}", "{seen} / {total}"),
    "seen": ("seen {day}", "{day} 已学"),
    "to_come": ("{day}", "{day}"),
    "not_planned": ("no date yet", "日期未定"),
    "not_seen": ("not seen", "未学"),
    # -- changes -------------------------------------------------------------------------------------------
    "changes": ("What changed", "变动"),
    "changes_since": (
        "Between version {previous} of {when} and version {number}.",
        "第 {previous} 版（{when}）与第 {number} 版相比。",
    ),
    "changes_since_look": (
        "Since you looked last: from version {previous} of {when} to version {number}.",
        "自您上次查看以来：从第 {previous} 版（{when}）到第 {number} 版。",
    ),
    "first_version": ("This is the first plan that is published.", "这是首次发布的安排。"),
    "first_of_yours": (
        "All of it is new: version {previous} held nothing for you.",
        "全部为新增：第 {previous} 版中没有您的安排。",
    ),
    "nothing_changed": ("Nothing changed for you.", "您的安排没有变动。"),
    "more_changes": ("{count} more|{count} more", "另有 {count} 项"),
    "more_on_the_page": (
        "{count} more is on the page itself.|{count} more are on the page itself.",
        "另有 {count} 项，见网页。",
    ),
    "past_changes": (
        "{count} change on a day that is over|{count} changes on days that are over",
        "已过日期的变动 {count} 项",
    ),
    "change_new": ("new", "新增"),
    "change_gone": ("gone", "取消"),
    "change_moved": ("moved", "改期"),
    "change_room": ("room", "地点"),
    "change_mentor": ("mentor", "导师"),
    "change_lead": ("lead", "主持"),
    "change_topic": ("topic", "主题"),
    "change_rounds": ("rounds", "查房"),
    "none": ("none", "无"),
    "was": ("was", "原为"),
    "is": ("now", "现为"),
    "as_lead": ("{title}, as lead", "主持 {title}"),
    "with": ("{title} with {name}", "{title}，{name}"),
    "lead_on": ("Rounds of {service}, as lead", "带 {service} 查房"),
    "mentor_of": ("Main mentor of {name}", "担任 {name} 的主导师"),
    # -- faculty -------------------------------------------------------------------------------------------
    "load": ("Your load", "工作量"),
    "load_lead": (
        (
            "In the whole term. A fair share, the line in the bar, is in proportion to hours, among all who "
            "do the same."
        ),
        "整个学期。“应分担”（条中竖线）按各人提供的时间在同类人员中折算。",
    ),
    "what": ("What", "项目"),
    "number": ("Number", "数量"),
    "ahead": ("Still to come", "尚余"),
    "fair_share": ("Fair share", "应分担"),
    "load_meetings": ("Meetings", "一对一面谈"),
    "load_rounds": ("Weeks of rounds", "带查房（周）"),
    "load_sessions": ("Sessions to lead", "主持课程"),
    "hours_offered": (
        "You offer {hours} hours for meetings, absences not taken off.",
        "您可用于面谈的时间共 {hours} 小时（未扣除请假）。",
    ),
    "hours_counted": (
        (
            "You offer {hours} hours for meetings, absences not taken off; {counted} of them count, for you "
            "take {most} meetings a week at most."
        ),
        "您可用于面谈的时间共 {hours} 小时（未扣除请假）；每周至多 {most} 次，按 {counted} 小时折算。",
    ),
    "no_share": ("too few to compare", "人数太少，不作比较"),
    "people": ("Trainees you meet", "您的学员"),
    "person": ("Trainee", "学员"),
    "mentee": ("mentee", "主带学员"),
    "meetings_held": ("Meetings", "面谈"),
    "held_of": ("{held} of {total} held", "已完成 {held} / {total}"),
    "next_one": ("Next", "下次"),
    "no_people": ("No one-to-one meetings are planned with you.", "暂无与您一对一的学员。"),
    "rounds_to_lead": ("Rounds to lead", "带查房"),
    "no_rounds_to_lead": ("No rounds ahead of you.", "之后没有需要您带的查房。"),
    "sessions_to_lead": ("Sessions to lead", "主持课程"),
    "no_sessions_to_lead": ("No sessions ahead of you.", "之后没有需要您主持的课程。"),
    # -- subscribing ---------------------------------------------------------------------------------------
    "to_calendar": ("Calendar", "日历订阅"),
    "subscribe": ("Put it into your calendar", "加入您的日历"),
    "subscribe_lead": (
        "Subscribe once, and changes come by themselves.",
        "订阅一次，之后的变动会自动同步。",
    ),
    "apple": ("Apple or any other calendar", "苹果或其他日历"),
    "google": ("Google Calendar, on a computer", "谷歌日历（请用电脑）"),
    "outlook": ("Outlook.com", "Outlook.com"),
    "outlook_work": ("Outlook at work or school", "Outlook 工作或学校帐户"),
    "feed_address": ("Address of your calendar", "日历地址"),
    "page_address": ("Address of this page", "本页网址"),
    "feed_hint": (
        "For any program that subscribes to calendars by their address.",
        "适用于任何支持“通过网址订阅日历”的软件。",
    ),
    "copy": ("Copy", "复制"),
    "copied": ("Copied", "已复制"),
    "how_fresh": ("When changes show", "多久更新一次"),
    "calendar": ("Calendar", "日历"),
    "delay": ("Looks for changes", "更新频率"),
    "fresh_apple": ("Apple (iPhone, Mac)", "苹果（iPhone、Mac）"),
    "fresh_apple_time": ("about every hour", "约每小时"),
    "fresh_outlook": ("Outlook", "Outlook"),
    "fresh_outlook_time": ("every 3 to 24 hours", "3 至 24 小时"),
    "fresh_google": ("Google", "谷歌"),
    "fresh_google_time": ("every 8 to 36 hours", "8 至 36 小时"),
    "fresh_page": ("This page", "本页"),
    "fresh_page_time": ("at once", "立即"),
    "fresh_note": (
        (
            "Nobody can make a calendar look sooner. For today and tomorrow trust this page, or ask the "
            "programme office."
        ),
        "更新时间由日历软件决定，无法加快。今明两天的安排请以本页为准，或咨询教学办公室。",
    ),
    "download": ("Download a copy", "下载副本"),
    "download_warning": (
        "A download is a copy of today and never updates. Take it only where a calendar cannot subscribe.",
        "下载的文件只是当前的副本，不会自动更新。仅在日历不支持订阅时使用。",
    ),
    "calendar_parts": ("Only a part of it", "只订阅一部分"),
    "part_no_rounds": ("Without rounds", "不含查房"),
    "part_no_rotations": ("Without rotations", "不含轮转"),
    "part_sessions": ("Only sessions and meetings", "只含课程与面谈"),
    "part_rounds": ("Only rounds", "只含查房"),
    "part_subscribe": ("Subscribe", "订阅"),
    "fetched": ("Programs that fetch your calendar", "正在获取您日历的软件"),
    "fetched_none": (
        "None yet. After you subscribed, the first time can take a day.",
        "暂无。订阅后首次获取最多可能需要一天。",
    ),
    "fetched_old": ("not this version yet", "尚未获取本版"),
    "fetched_hint": (
        "If you do not know one of them, ask the programme office for a new address; the old one then ends.",
        "如有您不认识的软件，请联系教学办公室更换地址，旧地址随即失效。",
    ),
    "other_program": ("another program", "其他软件"),
    "nameless_program": ("a program without a name", "未注明名称的软件"),
    "wechat": ("In WeChat", "在微信中"),
    "wechat_hint": (
        "WeChat opens no calendar. Tap ··· at the top right, then “Open in browser”, and subscribe there.",
        "微信内无法打开日历。请点右上角“···”，选择“在浏览器打开”，再进行订阅。",
    ),
}
