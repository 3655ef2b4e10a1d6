namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>What a role is called in Chinese, for patterns: named ones, and everything that ends as roles end.</summary>
internal static class ChineseJobs
{
    private const string Named = "护士长|护士|医生|大夫|教师|老师|教授|大学生|高中生|研究生|博士生|学生|程序员|码农|产品经理|经理|会计|出纳|律师|法官|警察|民警|记者|编辑|作家|翻译|画家|歌手|演员|销售|顾问|研究员|科学家|牙医|中医|兽医|木匠|电工|水管工|焊工|瓦工|保洁|农民|军人|店长|校长|院长|秘书|助理|公务员|导游|快递员|外卖员|骑手|保安|保姆|店员|店主|老板|个体户|组长|班长|园丁|全职妈妈|全职太太|家庭主妇|自由职业者?|行政|人事|运营|客服|财务|采购|前台|司机|飞行员|空姐|空乘|创始人|合伙人|总裁|副总|CEO|CTO|CFO|HR|PM|收银|导演|博主|主播|教练|医药代表|文员|实习生|志愿者|士兵|网约车司机";
    private const string Ending = "工程师|设计师|分析师|架构师|审计师|药剂师|摄影师|理发师|面包师|咖啡师|化妆师|美容师|培训师|咨询师|规划师|评估师|造价师|建筑师|会计师|厨师|技师|[\u4e00-\u9fff]{1,3}师|(?:[\u4e00-\u9fff]{1,3})员(?<!会员|成员|队员|党员|团员|人员|动员|一员|学员)|主任|主管|总监|总经理|专员|科长|处长|部长|局长|厂长|站长|队长|馆长|行长|校长|技工|小工|工人";

    /// <summary>A role with what stands before it: "高中老师", "资深产品经理", "data analyst".</summary>
    public const string Role = "(?:[\u4e00-\u9fffA-Za-z]{0,8}?(?:" + Named + "|" + Ending + ")|[A-Za-z]*(?: ?[A-Za-z]+){0,2} ?(?:engineer|developer|manager|analyst|designer|scientist|consultant|teacher|nurse|doctor|lawyer|leader|director|assistant|accountant|researcher|PM|HR))";

    /// <summary>Fields that are worked in: "做销售", "做设计".</summary>
    public const string Field = "销售|行政|人事|运营|客服|财务|采购|设计|研发|开发|测试|市场|品牌|策划|审计|咨询|物流|外贸|电商|金融|投资|教育|培训|翻译|会计|前端|后端|算法|硬件|软件|产品|新媒体|自媒体|广告|公关|法务|后勤|生产|质检|装修|餐饮|外卖|保险|房产|中介|IT|HR|收银|保洁";

    /// <summary>"不是", "是会员": no roles.</summary>
    public const string None = "^(?:.*(?:会员|用户|客户|顾客|买家|新手|成员|本人|家长|粉丝|车主|业主|房东|VIP|vip)|.{0,2}(?:这|那|你|您|他|她|谁|哪).*)$";
}
