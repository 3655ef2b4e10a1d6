using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Assistant.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MemoryCursors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "memory_cursors",
                columns: table => new
                {
                    tenant = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    conversation = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_memory_cursors", x => new { x.tenant, x.subject, x.conversation });
                });

            migrationBuilder.CreateIndex(
                name: "IX_memory_cursors_conversation",
                table: "memory_cursors",
                column: "conversation");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "memory_cursors");
        }
    }
}
