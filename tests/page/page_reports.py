"""Reports written for these tests: one with findings, a page of a site with a table, a hostile and a clean one."""

MAIN = """青溪县2023年法治政府建设年度报告

2023年，青溪县扎实推进法治政府建设，现将有关情况报告如下。
一、主要举措和成效
（一）化解矛盾纠纷。全年受理调解案件640件，调解成功592件，调解成功率92.8%。接待来访群众86批次。
（二）规范应诉工作。全县发生一审行政诉讼案件30件，审结24件，败诉3件，败诉率12.5%。
（三）开展法治宣传。举办法治讲座46余场，发放宣传资料1.2万份。
（四）加强执法队伍。持证执法人员308人，其中县级186人、乡镇122人。
（五）办理信访事项。全年受理信访事项415件，其中咨询类97件、投诉类203件、建议类51件、求助类64件。
二、存在的不足和原因
执法力量与任务不相适应。
三、主要负责人履行第一责任人职责情况
县长主持召开专题会议6次。
四、下一年度安排
继续推进法治政府建设。
青溪县人民政府
2024年1月18日
"""

SITE = """<html><head><meta charset="utf-8"><title>白石县</title></head><body>
<h1>白石县2023年法治政府建设年度报告</h1>
<p>全年收到申请<b>1</b>20件&#65292;其中受理<span>100</span>件、不予受理2<i>0</i>件。</p>
<p>一审行政诉讼案件发生50件，败诉2件，败诉率4%。</p>
<table><tr><th>类别</th><th>上半年</th><th>下半年</th><th>合计</th></tr>
<tr><td>复议</td><td>31</td><td>28</td><td>59</td></tr>
<tr><td>诉讼</td><td>22</td><td>28</td><td>51</td></tr>
<tr><td>合计</td><td>53</td><td>56</td><td>110</td></tr></table>
<p>白石县人民政府</p><p>2024年2月1日</p></body></html>
"""

# Everything that tries to be markup, a script, another direction or another line. `PWNED` is what it would set.
PWNED = "pwned"
HOSTILE = (
    "乌有县2023年法治政府建设年度报告\n\n"
    f'<script>window.{PWNED}=1</script><img src=x onerror="window.{PWNED}=2"><svg onload=window.{PWNED}=3>\n'
    f'</script><script>window.{PWNED}=4</script>--><!--<iframe src="javascript:parent.{PWNED}=5">]]>\n'
    f'</style></textarea></noscript><a href="javascript:window.{PWNED}=6">见附件</a>{{{{script}}}} {{{{ui.help}}}}\n'
    "全年办结案件<b onmouseover=alert(1)>200件</b>，其中满意190件，满意率90%\u2028\u2029。\n"
    "\u202e件041\u202c\u0007\u001b[31m \U0001f469\u200d\u2696\ufe0f \U00020bb7县\n"
    '=HYPERLINK("http://evil.example")，https://evil.example/a.js，&lt;b&gt; &amp; 3件。\n'
)

CLEAN = "明月镇2023年法治政府建设年度报告\n\n全年受理申请80件，办结60件，办结率75%。\n"

FILES = {"a-main.txt": MAIN, "b-site.html": SITE, "c-hostile.txt": HOSTILE, "d-clean.txt": CLEAN}
